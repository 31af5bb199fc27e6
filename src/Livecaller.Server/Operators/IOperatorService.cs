namespace Livecaller.Server.Operators;

/// <summary>
/// What an operator can see and do. The operator API and the dashboard both work through it. Every call is refused with 401 when the caller's
/// session has ended, and with 403 when the account is locked or the role doesn't allow it.
/// </summary>
public interface IOperatorService
{
    /// <summary>Lists conversations, newest activity first.</summary>
    Task<Outcome<InboxPage>> ListAsync(OperatorCaller caller, InboxQuery query, CancellationToken cancellationToken = default);

    /// <summary>Counts the open conversations of each list of the inbox.</summary>
    Task<Outcome<InboxCounts>> CountAsync(OperatorCaller caller, CancellationToken cancellationToken = default);

    /// <summary>One conversation; 404 when there is none.</summary>
    Task<Outcome<OperatorConversationPayload>> FindAsync(OperatorCaller caller, ConversationId id, CancellationToken cancellationToken = default);

    /// <summary>The newest messages before a sequence (null: the end), in ascending order.</summary>
    Task<Outcome<IReadOnlyList<MessagePayload>>> ReadMessagesAsync(
        OperatorCaller caller, ConversationId id, long? before, int? limit, CancellationToken cancellationToken = default);

    /// <summary>The log after a sequence.</summary>
    Task<Outcome<EventPage>> ReadEventsAsync(
        OperatorCaller caller, ConversationId id, long after, int? limit, CancellationToken cancellationToken = default);

    /// <summary>Sends a message. A waiting conversation is taken by the sender.</summary>
    Task<Outcome<MessagePayload>> SendAsync(
        OperatorCaller caller, ConversationId id, SendMessageRequest request, CancellationToken cancellationToken = default);

    /// <summary>Changes the text of a message that the operator has sent.</summary>
    Task<Outcome<MessagePayload>> EditMessageAsync(
        OperatorCaller caller, ConversationId id, MessageId messageId, EditMessageRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes a message that the operator has sent: it keeps its place, without its text and files.</summary>
    Task<Outcome<MessagePayload>> DeleteMessageAsync(
        OperatorCaller caller, ConversationId id, MessageId messageId, CancellationToken cancellationToken = default);

    /// <summary>Tells the visitor that the operator types. Never stored.</summary>
    Task<Outcome<bool>> TypingAsync(OperatorCaller caller, ConversationId id, CancellationToken cancellationToken = default);

    /// <summary>Notes that everything up to a sequence was read.</summary>
    Task<Outcome<bool>> MarkReadAsync(
        OperatorCaller caller, ConversationId id, long sequence, CancellationToken cancellationToken = default);

    /// <summary>Notes that a device of the operator has everything up to a sequence. Reading messages or the log through this service notes it too.</summary>
    Task<Outcome<bool>> MarkDeliveredAsync(
        OperatorCaller caller, ConversationId id, long sequence, CancellationToken cancellationToken = default);

    /// <summary>Notes the same for many conversations at once. One that does not exist is left out, and so is a sequence that its log has not reached.</summary>
    Task<Outcome<bool>> MarkDeliveredAsync(
        OperatorCaller caller, IReadOnlyDictionary<ConversationId, long> sequences, CancellationToken cancellationToken = default);

    /// <summary>Gives a conversation to an operator.</summary>
    Task<Outcome<OperatorConversationPayload>> AssignAsync(
        OperatorCaller caller, ConversationId id, OperatorId assignee, CancellationToken cancellationToken = default);

    /// <summary>Hands a conversation over to another operator, or to a department, where it waits. The log says so.</summary>
    Task<Outcome<OperatorConversationPayload>> TransferAsync(
        OperatorCaller caller, ConversationId id, TransferRequest request, CancellationToken cancellationToken = default);

    /// <summary>Closes a conversation. Closing twice changes nothing.</summary>
    Task<Outcome<OperatorConversationPayload>> CloseAsync(
        OperatorCaller caller, ConversationId id, CancellationToken cancellationToken = default);
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
