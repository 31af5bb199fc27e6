using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>A message of a conversation.</summary>
public sealed record MessagePayload
{
    /// <summary>The id, created by the sender.</summary>
    public required MessageId Id { get; init; }

    /// <summary>The conversation that it belongs to.</summary>
    public required ConversationId ConversationId { get; init; }

    /// <summary>Its position in the conversation's log.</summary>
    public required long Sequence { get; init; }

    /// <summary>Who sent it.</summary>
    public required MessageSender Sender { get; init; }

    /// <summary>The text; empty for a message with attachments only, or one that was deleted.</summary>
    public required string Content { get; init; }

    /// <summary>The message that it replies to.</summary>
    public MessageQuote? ReplyTo { get; init; }

    /// <summary>Its attachments.</summary>
    public IReadOnlyList<AttachmentPayload> Attachments { get; init => field = value ?? []; } = [];

    /// <summary>When the server stored it.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last edited.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>When it was deleted.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>The content of a system message, for clients that localize it. <see cref="Content"/> has it in English.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MessageNotice? Notice { get; init; }
}

/// <summary>Who sent a message.</summary>
public sealed record MessageSender
{
    /// <summary>The kind of participant.</summary>
    public required ParticipantType Type { get; init; }

    /// <summary>The participant's id.</summary>
    public required string Id { get; init; }

    /// <summary>The name that the other side sees; null when there is none.</summary>
    public string? Name { get; init; }

    /// <summary>The address of the avatar that the other side sees.</summary>
    public string? AvatarUrl { get; init; }
}

/// <summary>A message as it is quoted in a reply.</summary>
public sealed record MessageQuote
{
    /// <summary>The quoted message.</summary>
    public required MessageId Id { get; init; }

    /// <summary>Its text, possibly shortened.</summary>
    public required string Content { get; init; }

    /// <summary>Who sent it.</summary>
    public required MessageSender Sender { get; init; }
}

/// <summary>The body of <c>POST …/messages</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SendMessageRequest
{
    /// <summary>The message's id: a UUID, preferably v7, created by the sender. It is the server's idempotency key.</summary>
    public required MessageId Id { get; init; }

    /// <summary>The text. A message needs text, attachments or both.</summary>
    public string? Content { get; init; }

    /// <summary>The message that it replies to.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MessageId? ReplyTo { get; init; }

    /// <summary>Attachments that were uploaded before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AttachmentId>? Attachments { get; init; }
}
