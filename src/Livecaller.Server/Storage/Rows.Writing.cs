namespace Livecaller.Server.Storage;

// What an operator has begun to write in a conversation.
internal sealed class DraftRow
{
    public Guid OperatorId { get; set; }
    public required string ConversationId { get; set; }
    public string? Reply { get; set; }
    public string? Note { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
}

// A message that is sent at its time, unless its operator takes it back. It is deleted when it was sent.
internal sealed class HeldMessageRow
{
    /// <summary>The id of the message, by which a second attempt stores no second message.</summary>
    public required string Id { get; set; }

    public Guid OperatorId { get; set; }
    public required string ConversationId { get; set; }
    public required string Content { get; set; }
    public string? ReplyToId { get; set; }

    /// <summary>Whether the conversation is closed after it.</summary>
    public bool Closes { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset DueAt { get; set; }

    /// <summary>When a server began to send it, from which on it cannot be taken back; null before.</summary>
    public DateTimeOffset? ClaimedAt { get; set; }

    /// <summary>Why it could not be sent. It is not tried again by itself.</summary>
    public string? Failure { get; set; }
}

// A list of the inbox with filters, under a name.
internal sealed class SavedViewRow
{
    public required string Id { get; set; }

    /// <summary>The id of the operator whose own it is; empty for a shared one, because a unique index does not compare nulls.</summary>
    public required string Owner { get; set; }

    public required string Name { get; set; }

    /// <summary>The name in the form that is unique.</summary>
    public required string NameKey { get; set; }

    public required string FiltersJson { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }
}
