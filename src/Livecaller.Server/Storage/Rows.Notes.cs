namespace Livecaller.Server.Storage;

// An event that only operators see. It has a sequence of its own, so that the sequence of the visitors' log stays without gaps.
internal sealed class OperatorEventRow
{
    public required string ConversationId { get; set; }
    public long Sequence { get; set; }
    public required string Type { get; set; }
    public required string Data { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}

// For queries of notes: which ids are taken. The payload is in the log.
internal sealed class NoteRow
{
    public required string Id { get; set; }
    public required string ConversationId { get; set; }
    public long Sequence { get; set; }
    public Guid AuthorId { get; set; }
    public required string Content { get; set; }
}

internal sealed class ConversationTagRow
{
    public required string ConversationId { get; set; }
    public required string Tag { get; set; }
}

internal sealed class CannedReplyRow
{
    public required string Id { get; set; }

    /// <summary>The id of the operator whose own it is; empty for a shared one, because a unique index does not compare nulls.</summary>
    public required string Owner { get; set; }

    public required string Shortcut { get; set; }
    public required string Content { get; set; }
    public DateTimeOffset UpdatedAt { get; set; }

    public bool IsShared => Owner.Length == 0;
}

// An operator whom notes of a conversation mention. The conversation has the same for the inbox, in MentionsJson.
internal sealed class MentionRow
{
    public Guid OperatorId { get; set; }
    public required string ConversationId { get; set; }

    /// <summary>When the newest of the notes was written.</summary>
    public DateTimeOffset MentionedAt { get; set; }

    public bool IsRead { get; set; }
}
