namespace Livecaller.Server.Storage;

internal sealed class ConversationRow
{
    public required string Id { get; set; }
    public required string WidgetId { get; set; }
    public required string VisitorId { get; set; }
    public VisitorRow? Visitor { get; set; }
    public string? DepartmentId { get; set; }
    public ConversationStatus Status { get; set; }
    public Guid? OperatorId { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset LastActivityAt { get; set; }

    /// <summary>When an operator took it for the first time; null for never.</summary>
    public DateTimeOffset? AssignedAt { get; set; }

    /// <summary>When an operator answered for the first time; null for never.</summary>
    public DateTimeOffset? FirstResponseAt { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }
    public ParticipantType? ClosedBy { get; set; }
    public long LastSequence { get; set; }

    /// <summary>The last sequence of the log that only operators see.</summary>
    public long OperatorSequence { get; set; }

    public long VisitorRead { get; set; }
    public long OperatorRead { get; set; }
    public long OperatorDelivered { get; set; }

    /// <summary>The sequence of the newest message; 0 for none.</summary>
    public long LastMessageSequence { get; set; }

    /// <summary>How many messages the operators have not read.</summary>
    public int UnreadCount { get; set; }

    /// <summary>Since when the visitor waits for an answer; null when nothing is to be answered.</summary>
    public DateTimeOffset? WaitingSince { get; set; }

    /// <summary>Until when it is out of the lists of what is to be done; the greatest time until the visitor writes, null when it is not.</summary>
    public DateTimeOffset? SnoozedUntil { get; set; }

    public string? FieldsJson { get; set; }

    /// <summary>The labels of the form as the visitor saw them.</summary>
    public string? FieldLabelsJson { get; set; }

    public string? CallbackJson { get; set; }

    /// <summary>The tags, as the inbox shows them; null for none. <see cref="ConversationTagRow"/> finds conversations by them.</summary>
    public string? TagsJson { get; set; }

    /// <summary>The operators whom notes mention, as the inbox shows them; null for none. <see cref="MentionRow"/> finds conversations by them.</summary>
    public string? MentionsJson { get; set; }

    public int? Rating { get; set; }
    public string? RatingComment { get; set; }
    public DateTimeOffset? RatedAt { get; set; }
}

// How many open conversations of a widget and department an operator has. Without an operator they wait, without a department the text is empty.
// OpenCountKey has the other counts that are kept here.
internal sealed class InboxCounterRow
{
    public required string WidgetId { get; set; }
    public required string DepartmentId { get; set; }
    public required string OperatorId { get; set; }
    public int Open { get; set; }
}

internal sealed class EventRow
{
    public required string ConversationId { get; set; }
    public long Sequence { get; set; }
    public required string Type { get; set; }
    public required string Data { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}

// For queries of messages: which ids are taken, and what to search. The payload is in the log.
internal sealed class MessageRow
{
    /// <summary>The order in which messages were stored, over all conversations.</summary>
    public long Number { get; set; }

    public required string Id { get; set; }
    public required string ConversationId { get; set; }
    public long Sequence { get; set; }
    public ParticipantType SenderType { get; set; }
    public required string SenderId { get; set; }
    public required string Content { get; set; }
    public string? ReplyToId { get; set; }
    public List<string> AttachmentIds { get; set; } = [];
}

// A transcript that a visitor asked for. It is kept for a day after it was sent, to limit how many are sent.
internal sealed class TranscriptRow
{
    public required string Id { get; set; }
    public required string ConversationId { get; set; }
    public required string VisitorId { get; set; }
    public required string Email { get; set; }

    /// <summary>The mailbox that the limits of a day count: several addresses can belong to it.</summary>
    public required string Mailbox { get; set; }

    /// <summary>The network address of the visitor.</summary>
    public string? ClientAddress { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it is tried next; null once it was sent, or given up.</summary>
    public DateTimeOffset? DueAt { get; set; }

    public int Attempts { get; set; }
}
