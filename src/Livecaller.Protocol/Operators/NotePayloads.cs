using System.Text.Json;
using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>The body of <c>POST /v1/operator/conversations/{id}/notes</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AddNoteRequest
{
    /// <summary>The note's id, a UUID. Repeating the call with the same id adds no second note. Required.</summary>
    public string? Id { get; init; }

    /// <summary>The text. Required.</summary>
    public string? Content { get; init; }

    /// <summary>The operators whom the note mentions, at most 20.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<OperatorId>? Mentions { get; init; }
}

/// <summary>A note of an operator in a conversation. Visitors never see it.</summary>
public sealed record NotePayload
{
    /// <summary>The note's id.</summary>
    public required string Id { get; init; }

    /// <summary>The conversation.</summary>
    public required ConversationId ConversationId { get; init; }

    /// <summary>The note's place in the operators' log of the conversation.</summary>
    public required long OperatorSequence { get; init; }

    /// <summary>Who wrote it.</summary>
    public required OperatorSummary Author { get; init; }

    /// <summary>The text.</summary>
    public required string Content { get; init; }

    /// <summary>The operators whom it mentions.</summary>
    public required IReadOnlyList<OperatorSummary> Mentions { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>The body of <c>PUT /v1/operator/conversations/{id}/tags</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SetTagsRequest
{
    /// <summary>All tags of the conversation, at most 20 of at most 40 characters. They are stored in lower case. Required.</summary>
    public IReadOnlyList<string>? Tags { get; init; }
}

/// <summary>The tags of a conversation.</summary>
public sealed record TagsPayload
{
    /// <summary>The conversation.</summary>
    public required ConversationId ConversationId { get; init; }

    /// <summary>The place of the last change of them in the operators' log of the conversation.</summary>
    public required long OperatorSequence { get; init; }

    /// <summary>The tags, sorted.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Who changed them last; null for the application.</summary>
    public OperatorSummary? By { get; init; }
}

/// <summary>An event of a conversation that only operators see.</summary>
public sealed record OperatorEvent
{
    /// <summary>The event's place in the operators' log of the conversation. It starts at 1 and has no gaps.</summary>
    public required long OperatorSequence { get; init; }

    /// <summary>One of <see cref="OperatorEventNames"/>.</summary>
    public required string Type { get; init; }

    /// <summary>The payload.</summary>
    public required JsonElement Data { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A page of the operators' log of a conversation.</summary>
/// <param name="Data">The events.</param>
/// <param name="LastOperatorSequence">The last sequence of the log.</param>
public sealed record OperatorEventPage(IReadOnlyList<OperatorEvent> Data, long LastOperatorSequence)
{
    /// <summary>The epoch of the logs. See <see cref="EventPage.Epoch"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Epoch { get; init; }
}

/// <summary>The names of events that only operators see.</summary>
public static class OperatorEventNames
{
    /// <summary>A note was written. Payload: <see cref="NotePayload"/>.</summary>
    public const string ConversationNote = "conversation.note";

    /// <summary>The tags were changed. Payload: <see cref="TagsPayload"/>.</summary>
    public const string ConversationTags = "conversation.tags";

    /// <summary>An operator has read the notes that mention them. Payload: <see cref="MentionReadPayload"/>.</summary>
    public const string ConversationMentionRead = "conversation.mention_read";

    /// <summary>The conversation was snoozed, or came back. Payload: <see cref="SnoozePayload"/>.</summary>
    public const string ConversationSnoozed = "conversation.snoozed";

    /// <summary>The conversation was erased with everything about its visitor. It is broadcast, and in no log. Payload: <see cref="ErasedPayload"/>.</summary>
    public const string ConversationErased = "conversation.erased";
}
