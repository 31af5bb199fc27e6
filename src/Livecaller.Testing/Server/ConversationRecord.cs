using System.Text.Json;
using Livecaller.Protocol;

namespace Livecaller.Testing.Server;

/// <summary>One conversation: its log, and what follows from it. Guarded by the server's lock.</summary>
internal sealed class ConversationRecord(ConversationId id, TestVisitor visitor, DateTimeOffset createdAt)
{
    private readonly List<LoggedEvent> _log = [];
    private readonly List<MessagePayload> _messages = [];

    public ConversationId Id { get; } = id;

    public TestVisitor Visitor { get; } = visitor;

    public DepartmentSummary? Department { get; set; }

    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    public OperatorSummary? Operator { get; set; }

    public DateTimeOffset? ClosedAt { get; set; }

    public ParticipantType? ClosedBy { get; set; }

    public long VisitorRead { get; set; }

    public long OperatorRead { get; set; }

    public long OperatorDelivered { get; set; }

    public FeedbackRequest? Feedback { get; set; }

    public CallbackRequest? Callback { get; init; }

    /// <summary>What the visitor has typed, and not sent; null where the widget allows no preview.</summary>
    public string? TypedText { get; set; }

    public IReadOnlyList<LoggedEvent> Log => _log;

    public IReadOnlyList<MessagePayload> Messages => _messages;

    public long LastSequence => _log.Count;

    public bool IsOpen => ClosedAt is null;

    public ConversationStatus Status =>
        ClosedAt is not null ? ConversationStatus.Closed : Operator is null ? ConversationStatus.Queued : ConversationStatus.Active;

    public LoggedEvent Append(string type, Func<long, JsonElement> payload, DateTimeOffset at)
    {
        var sequence = LastSequence + 1;
        var logged = new LoggedEvent { Sequence = sequence, Type = type, Data = payload(sequence), CreatedAt = at };
        _log.Add(logged);
        return logged;
    }

    public void Add(MessagePayload message) => _messages.Add(message);

    public void Replace(MessagePayload message) => _messages[_messages.FindIndex(m => m.Id == message.Id)] = message;

    /// <summary>The conversation as its visitor sees it.</summary>
    /// <param name="queuePosition">Its place in the queue; null unless it waits.</param>
    /// <param name="sequence">The sequence that the payload stands at; null for the newest.</param>
    public ConversationPayload ToPayload(int? queuePosition, long? sequence = null) => new()
    {
        Id = Id,
        Status = Status,
        Department = Department,
        Operator = Operator,
        QueuePosition = queuePosition,
        CreatedAt = createdAt,
        ClosedAt = ClosedAt,
        ClosedBy = ClosedBy,
        LastSequence = sequence ?? LastSequence,
        UnreadCount = _messages.Count(m =>
            m.Sender.Type is ParticipantType.Operator or ParticipantType.Bot && m.DeletedAt is null && m.Sequence > VisitorRead),
        VisitorReadSequence = VisitorRead,
        OperatorReadSequence = OperatorRead,
        OperatorDeliveredSequence = OperatorDelivered,
        Rating = Feedback?.Rating,
        Channel = ChannelNames.Conversation(Id),
    };
}
