using Livecaller.Protocol;

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
    public DateTimeOffset? ClosedAt { get; set; }
    public ParticipantType? ClosedBy { get; set; }
    public long LastSequence { get; set; }
    public long VisitorRead { get; set; }
    public long OperatorRead { get; set; }
    public long OperatorDelivered { get; set; }
    public string? FieldsJson { get; set; }

    /// <summary>The labels of the form as the visitor saw them.</summary>
    public string? FieldLabelsJson { get; set; }

    public string? CallbackJson { get; set; }
    public int? Rating { get; set; }
    public string? RatingComment { get; set; }
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
    public required string Id { get; set; }
    public required string ConversationId { get; set; }
    public long Sequence { get; set; }
    public ParticipantType SenderType { get; set; }
    public required string SenderId { get; set; }
    public required string Content { get; set; }
    public string? ReplyToId { get; set; }
    public List<string> AttachmentIds { get; set; } = [];
}

internal sealed class AttachmentRow
{
    public required string Id { get; set; }
    public required string WidgetId { get; set; }
    public required string OwnerId { get; set; }
    public string? MessageId { get; set; }
    public required string Name { get; set; }
    public required string MimeType { get; set; }
    public long Size { get; set; }
    public int? Width { get; set; }
    public int? Height { get; set; }
    public bool HasThumbnail { get; set; }
    public double? Duration { get; set; }
    public List<double>? Waveform { get; set; }
    public string? UploadMetadata { get; set; }
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When the last byte arrived. An attachment that no message uses within a day is removed.</summary>
    public DateTimeOffset CompletedAt { get; set; }
}
