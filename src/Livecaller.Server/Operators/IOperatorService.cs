namespace Livecaller.Server.Operators;

/// <summary>What an operator can see and do. The operator API and the dashboard both work through it.</summary>
public interface IOperatorService
{
    /// <summary>Lists conversations, newest activity first.</summary>
    Task<InboxPage> ListAsync(OperatorId me, InboxQuery query, CancellationToken cancellationToken = default);

    /// <summary>Counts the open conversations of each list of the inbox.</summary>
    Task<InboxCounts> CountAsync(OperatorId me, CancellationToken cancellationToken = default);

    /// <summary>One conversation; 404 when there is none.</summary>
    Task<Outcome<OperatorConversationPayload>> FindAsync(ConversationId id, CancellationToken cancellationToken = default);

    /// <summary>The newest messages before a sequence (null: the end), in ascending order.</summary>
    Task<Outcome<IReadOnlyList<MessagePayload>>> ReadMessagesAsync(
        ConversationId id, long? before, int? limit, CancellationToken cancellationToken = default);

    /// <summary>The log after a sequence.</summary>
    Task<Outcome<EventPage>> ReadEventsAsync(
        ConversationId id, long after, int? limit, CancellationToken cancellationToken = default);

    /// <summary>Sends a message. A waiting conversation is taken by the sender.</summary>
    Task<Outcome<MessagePayload>> SendAsync(
        OperatorId me, ConversationId id, SendMessageRequest request, CancellationToken cancellationToken = default);

    /// <summary>Tells the visitor that the operator types. Never stored.</summary>
    Task<Outcome<bool>> TypingAsync(OperatorId me, ConversationId id, CancellationToken cancellationToken = default);

    /// <summary>Notes that everything up to a sequence was read.</summary>
    Task<Outcome<bool>> MarkReadAsync(
        OperatorId me, ConversationId id, long sequence, CancellationToken cancellationToken = default);

    /// <summary>Notes that a device of the operator has everything up to a sequence. Reading messages or the log through this service notes it too.</summary>
    Task<Outcome<bool>> MarkDeliveredAsync(
        OperatorId me, ConversationId id, long sequence, CancellationToken cancellationToken = default);

    /// <summary>Notes the same for many conversations at once. One that does not exist is left out, and so is a sequence that its log has not reached.</summary>
    Task<Outcome<bool>> MarkDeliveredAsync(
        OperatorId me, IReadOnlyDictionary<ConversationId, long> sequences, CancellationToken cancellationToken = default);

    /// <summary>Gives a conversation to an operator.</summary>
    Task<Outcome<OperatorConversationPayload>> AssignAsync(
        OperatorId me, ConversationId id, OperatorId assignee, CancellationToken cancellationToken = default);

    /// <summary>Hands a conversation over to another operator, or to a department, where it waits. The log says so.</summary>
    Task<Outcome<OperatorConversationPayload>> TransferAsync(
        OperatorId me, ConversationId id, TransferRequest request, CancellationToken cancellationToken = default);

    /// <summary>Closes a conversation. Closing twice changes nothing.</summary>
    Task<Outcome<OperatorConversationPayload>> CloseAsync(
        OperatorId me, ConversationId id, CancellationToken cancellationToken = default);
}

/// <summary>Which conversations an inbox shows.</summary>
public sealed record InboxQuery
{
    /// <summary>Only conversations of this status; null for all.</summary>
    public ConversationStatus? Status { get; init; }

    /// <summary>Only conversations that are not closed.</summary>
    public bool OpenOnly { get; init; }

    /// <summary>Only conversations assigned so.</summary>
    public InboxAssignment Assigned { get; init; } = InboxAssignment.All;

    /// <summary>Only conversations whose visitor or messages contain this text; null for all.</summary>
    public string? Search { get; init; }

    /// <summary>At most so many, 1 to 100; null for 50.</summary>
    public int? Limit { get; init; }

    /// <summary>Only conversations behind this one, for the next page.</summary>
    public ConversationId? Before { get; init; }

    /// <summary>Whether the queue positions are filled in. They take a look at the whole queue.</summary>
    /// <value>True.</value>
    public bool WithQueuePositions { get; init; } = true;

    /// <summary>How far unread messages are counted; null for all.</summary>
    public int? MaxUnread { get; init; }
}

/// <summary>How a conversation is assigned, seen from one operator.</summary>
public enum InboxAssignment
{
    /// <summary>In any way.</summary>
    All,

    /// <summary>To this operator.</summary>
    Me,

    /// <summary>To nobody.</summary>
    None,
}

/// <summary>A page of the inbox.</summary>
/// <param name="Data">The conversations.</param>
/// <param name="HasMore">Whether more follow.</param>
public sealed record InboxPage(IReadOnlyList<OperatorConversationPayload> Data, bool HasMore);

/// <summary>How many conversations each list of the inbox has.</summary>
/// <param name="Waiting">Open, taken by nobody.</param>
/// <param name="Mine">Open, taken by this operator.</param>
/// <param name="All">All that are open.</param>
public sealed record InboxCounts(int Waiting, int Mine, int All);
