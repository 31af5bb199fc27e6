using Livecaller.Server.Operators;

namespace Livecaller.Server.Drafts;

/// <summary>
/// What operators have begun to write in conversations, and messages that can still be taken back. Each operator sees only their own. Every call is refused with
/// 401 when the caller's session has ended, and with 403 without the permission.
/// </summary>
public interface IDraftService
{
    /// <summary>Lists the operator's drafts, the newest first, at most 200.</summary>
    Task<Outcome<DataPage<DraftsPayload>>> ListAsync(OperatorCaller caller, CancellationToken cancellationToken = default);

    /// <summary>The operator's drafts in a conversation.</summary>
    Task<Outcome<DraftsPayload>> ReadAsync(OperatorCaller caller, ConversationId id, CancellationToken cancellationToken = default);

    /// <summary>Changes the drafts that the request gives. An empty text removes one.</summary>
    Task<Outcome<DraftsPayload>> SaveAsync(OperatorCaller caller, ConversationId id, SaveDraftsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists the operator's messages that are not sent yet, the oldest first.</summary>
    Task<Outcome<DataPage<HeldMessagePayload>>> ListHeldAsync(OperatorCaller caller, CancellationToken cancellationToken = default);

    /// <summary>
    /// Keeps a message and sends it after five seconds, whatever becomes of the caller, and removes the draft of the reply. Another message of the operator that is held
    /// in the conversation is sent at once. Repeating the call with the same id finds the message.
    /// </summary>
    Task<Outcome<HeldMessagePayload>> HoldAsync(OperatorCaller caller, ConversationId id, HoldMessageRequest request, CancellationToken cancellationToken = default);

    /// <summary>Takes a message back, which becomes the draft of the reply again; 409 when it was sent already.</summary>
    Task<Outcome<HeldMessagePayload>> UndoAsync(OperatorCaller caller, MessageId id, CancellationToken cancellationToken = default);

    /// <summary>Sends a message that is held, or could not be sent, at once; 409 when it was sent already.</summary>
    Task<Outcome<HeldMessagePayload>> SendNowAsync(OperatorCaller caller, MessageId id, CancellationToken cancellationToken = default);
}
