namespace Livecaller.Server.Operators;

/// <summary>
/// What an operator can see and do. The operator API and the dashboard both work through it. Every call is refused with 401 when the caller's
/// session has ended, and with 403 when the account is locked or the role doesn't allow it.
/// </summary>
public interface IOperatorService
{
    /// <summary>Lists conversations, in the order of the query.</summary>
    Task<Outcome<InboxPage>> ListAsync(OperatorCaller caller, InboxQuery query, CancellationToken cancellationToken = default);

    /// <summary>Counts the open conversations of each list of the inbox.</summary>
    Task<Outcome<InboxCounts>> CountAsync(OperatorCaller caller, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lists conversations and tells every change after that, without a gap. The caller disposes the subscription. It ends by itself when the caller's
    /// session ends or the account may not read the inbox any more.
    /// </summary>
    /// <remarks>With a search, changes are told of the conversations that were found. Search again to find others.</remarks>
    Task<Outcome<InboxSubscription>> SubscribeInboxAsync(OperatorCaller caller, InboxQuery query, CancellationToken cancellationToken = default);

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

    /// <summary>Takes a conversation that waits; 409 with the name of the operator who has it when somebody was faster.</summary>
    Task<Outcome<OperatorConversationPayload>> ClaimAsync(
        OperatorCaller caller, ConversationId id, CancellationToken cancellationToken = default);

    /// <summary>Gives a conversation to an operator.</summary>
    Task<Outcome<OperatorConversationPayload>> AssignAsync(
        OperatorCaller caller, ConversationId id, OperatorId assignee, CancellationToken cancellationToken = default);

    /// <summary>Hands a conversation over to another operator, or to a department, where it waits. The log says so.</summary>
    Task<Outcome<OperatorConversationPayload>> TransferAsync(
        OperatorCaller caller, ConversationId id, TransferRequest request, CancellationToken cancellationToken = default);

    /// <summary>Closes a conversation. Closing twice changes nothing.</summary>
    Task<Outcome<OperatorConversationPayload>> CloseAsync(
        OperatorCaller caller, ConversationId id, CancellationToken cancellationToken = default);

    /// <summary>Opens a closed conversation again, and takes it. One that is open stays as it is.</summary>
    Task<Outcome<OperatorConversationPayload>> ReopenAsync(
        OperatorCaller caller, ConversationId id, CancellationToken cancellationToken = default);

    /// <summary>Takes a conversation out of the lists of what is to be done, until a time or until the visitor writes.</summary>
    Task<Outcome<OperatorConversationPayload>> SnoozeAsync(
        OperatorCaller caller, ConversationId id, SnoozeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Brings a snoozed conversation back to the lists. One that is not snoozed stays as it is.</summary>
    Task<Outcome<OperatorConversationPayload>> EndSnoozeAsync(
        OperatorCaller caller, ConversationId id, CancellationToken cancellationToken = default);
}
