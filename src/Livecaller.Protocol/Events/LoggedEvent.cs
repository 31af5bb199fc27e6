using System.Text.Json;
using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>One event of a conversation's ordered log.</summary>
public sealed record LoggedEvent
{
    /// <summary>Its position in the log, from 1 without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>One of <see cref="EventNames"/>. A client advances its cursor over types that it does not know.</summary>
    public required string Type { get; init; }

    /// <summary>
    /// The payload, a JSON object. In addition to its own members it has the event's <c>sequence</c> and <c>conversation_id</c>.
    /// </summary>
    public required JsonElement Data { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>The response of <c>GET …/events</c>.</summary>
/// <param name="Data">The events after the cursor, oldest first.</param>
/// <param name="LastSequence">The newest sequence of the whole log. There are more events while it is higher than that of the last event.</param>
public sealed record EventPage(IReadOnlyList<LoggedEvent> Data, long LastSequence)
{
    /// <summary>
    /// The epoch of the logs. A server that lost acknowledged events, for example because a backup was restored, gets another one: sequences that were
    /// seen in another epoch say nothing about these logs. Null for a server without epochs.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Epoch { get; init; }
}

/// <summary>The payload of <see cref="EventNames.ConversationRead"/>.</summary>
public sealed record ReadPayload
{
    /// <summary>Who read: <c>visitor</c> or <c>operator</c>.</summary>
    public required ParticipantType Reader { get; init; }

    /// <summary>Everything up to this sequence was read.</summary>
    public required long ReadSequence { get; init; }
}

/// <summary>The payload of <see cref="EventNames.ConversationClosed"/>.</summary>
public sealed record ClosedPayload
{
    /// <summary>The conversation.</summary>
    public required ConversationId Id { get; init; }

    /// <summary>Who closed it.</summary>
    public required ParticipantType ClosedBy { get; init; }

    /// <summary>When it was closed.</summary>
    public required DateTimeOffset ClosedAt { get; init; }
}

/// <summary>The payload of <see cref="EventNames.ConversationDelivered"/>.</summary>
public sealed record DeliveredPayload
{
    /// <summary>The conversation.</summary>
    public required ConversationId ConversationId { get; init; }

    /// <summary>A device of an operator has every message up to this sequence.</summary>
    public required long DeliveredSequence { get; init; }
}

/// <summary>The payload of <see cref="EventNames.ConversationTyping"/>.</summary>
public sealed record TypingPayload
{
    /// <summary>Who is typing.</summary>
    public required MessageSender Sender { get; init; }

    /// <summary>The text so far, if the widget enables the preview.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; init; }

    /// <summary>The conversation.</summary>
    public required ConversationId ConversationId { get; init; }
}
