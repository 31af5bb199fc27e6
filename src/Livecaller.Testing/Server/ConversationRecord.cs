using System.Text.Json.Nodes;
using Livecaller.Shared;

namespace Livecaller.Testing.Server;

/// <summary>A conversation: its log, and the state derived from it. Guarded by the server's lock.</summary>
internal sealed class ConversationRecord(ConversationId id, TestVisitor visitor, DateTimeOffset createdAt)
{
    private readonly List<(string Type, JsonObject Data, DateTimeOffset At)> _log = [];
    private readonly List<MessagePayload> _messages = [];

    public ConversationId Id { get; } = id;

    public TestVisitor Visitor { get; } = visitor;

    public DepartmentSummary? Department { get; set; }

    public IReadOnlyDictionary<string, string> Fields { get; set; } = new Dictionary<string, string>();

    public OperatorSummary? Operator { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    public ParticipantType? ClosedBy { get; set; }

    public long VisitorRead { get; set; }

    public long OperatorRead { get; set; }

    public long OperatorDelivered { get; set; }

    public FeedbackRequest? Feedback { get; set; }

    public CallbackRequest? Callback { get; init; }

    /// <summary>What the visitor is typing; null when the widget has the typing preview turned off.</summary>
    public string? TypedText { get; set; }

    public IReadOnlyList<MessagePayload> Messages => _messages;

    public long LastSequence => _log.Count;

    public bool IsAnswered => _messages.Exists(m => m.Sender.Type == ParticipantType.Operator);

    public bool IsOpen => ClosedAt is null;

    public ConversationStatus Status =>
        ClosedAt is not null ? ConversationStatus.Closed : Operator is null ? ConversationStatus.Queued : ConversationStatus.Active;

    /// <summary>Returns the log after a sequence, with links that are valid now.</summary>
    public IEnumerable<LoggedEvent> EventsAfter(long sequence, Func<AttachmentPayload, AttachmentPayload> refresh) => _log
        .Select((entry, index) => new LoggedEvent
        {
            Sequence = index + 1,
            Type = entry.Type,
            Data = EventData.ToElement(EventData.WithLinks(entry.Data.DeepClone().AsObject(), refresh)),
            CreatedAt = entry.At,
        })
        .Where(e => e.Sequence > sequence);

    /// <summary>Returns a copy that changes by itself.</summary>
    public ConversationRecord Copy()
    {
        var copy = new ConversationRecord(Id, Visitor, createdAt)
        {
            Department = Department,
            Fields = Fields,
            Operator = Operator,
            ClosedAt = ClosedAt,
            ClosedBy = ClosedBy,
            VisitorRead = VisitorRead,
            OperatorRead = OperatorRead,
            OperatorDelivered = OperatorDelivered,
            Feedback = Feedback,
            Callback = Callback,
            TypedText = TypedText,
        };
        copy._log.AddRange(_log.Select(e => (e.Type, e.Data.DeepClone().AsObject(), e.At)));
        copy._messages.AddRange(_messages);
        return copy;
    }

    public void Append(string type, JsonObject data, DateTimeOffset at) => _log.Add((type, data, at));

    public void Add(MessagePayload message) => _messages.Add(message);

    /// <summary>Replaces a message, also in the log, so that what was deleted cannot be read anywhere.</summary>
    public void Replace(MessagePayload message)
    {
        _messages[_messages.FindIndex(m => m.Id == message.Id)] = message;
        var index = (int)message.Sequence - 1;
        _log[index] = _log[index] with { Data = EventData.Of(message, LivecallerJson.Default.MessagePayload, message.Sequence, Id) };
    }

    /// <summary>Returns the conversation as its visitor sees it.</summary>
    /// <param name="queuePosition">Its position in the queue; null when it is not in the queue.</param>
    public ConversationPayload ToPayload(int? queuePosition) => new()
    {
        Id = Id,
        Status = Status,
        Department = Department,
        Operator = Operator,
        QueuePosition = queuePosition,
        CreatedAt = createdAt,
        ClosedAt = ClosedAt,
        ClosedBy = ClosedBy,
        LastSequence = LastSequence,
        UnreadCount = _messages.Count(m => MarkRules.IsUnread(m, ParticipantType.Visitor, VisitorRead)),
        VisitorReadSequence = VisitorRead,
        OperatorReadSequence = OperatorRead,
        OperatorDeliveredSequence = OperatorDelivered,
        Rating = Feedback?.Rating,
        TranscriptAllowed = IsAnswered || Visitor.OwnEmail is not null,
        Channel = ChannelNames.Conversation(Id),
    };

    /// <summary>The quote of one of its messages; null without an ID.</summary>
    public MessageQuote? Quote(MessageId? id) => id is null ? null
        : Messages.FirstOrDefault(m => m.Id == id) is { } quoted ? MessageRules.Quote(quoted)
        : throw new ProblemException(MessageRules.NothingToQuote());
}
