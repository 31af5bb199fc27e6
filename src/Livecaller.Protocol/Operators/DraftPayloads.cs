using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>The body of <c>PUT /v1/operator/conversations/{id}/drafts</c>, which changes only the given members. An empty text removes the draft.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SaveDraftsRequest
{
    /// <summary>The reply that is not sent yet.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reply { get; init; }

    /// <summary>The note that is not added yet.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Note { get; init; }
}

/// <summary>What an operator has begun to write in a conversation. Nobody else sees it.</summary>
public sealed record DraftsPayload
{
    /// <summary>The conversation.</summary>
    public required ConversationId ConversationId { get; init; }

    /// <summary>The reply that is not sent yet; null for none.</summary>
    public string? Reply { get; init; }

    /// <summary>The note that is not added yet; null for none.</summary>
    public string? Note { get; init; }

    /// <summary>When either was changed last; null when there is neither.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }
}

/// <summary>The body of <c>POST /v1/operator/conversations/{id}/held-messages</c>: a message that is sent after a few seconds, unless it is taken back.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record HoldMessageRequest
{
    /// <summary>The message's id, a UUID. Repeating the call with the same id holds no second message. Required.</summary>
    public MessageId? Id { get; init; }

    /// <summary>The text. Required.</summary>
    public string? Content { get; init; }

    /// <summary>The message that it answers.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MessageId? ReplyTo { get; init; }

    /// <summary>Whether the conversation is closed after it was sent.</summary>
    public bool Closes { get; init; }
}

/// <summary>A message of an operator that is not sent yet.</summary>
public sealed record HeldMessagePayload
{
    /// <summary>The id that the message has when it is sent.</summary>
    public required MessageId Id { get; init; }

    /// <summary>The conversation.</summary>
    public required ConversationId ConversationId { get; init; }

    /// <summary>The text.</summary>
    public required string Content { get; init; }

    /// <summary>The message that it answers.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MessageId? ReplyTo { get; init; }

    /// <summary>Whether the conversation is closed after it was sent.</summary>
    public bool Closes { get; init; }

    /// <summary>When it is sent.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Why it could not be sent; null when that was not tried yet. It then waits until it is sent again or taken back.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Failure { get; init; }
}
