namespace Livecaller.Protocol;

/// <summary>The names of conversation events, in the log and in realtime.</summary>
public static class EventNames
{
    /// <summary>A conversation started. Payload: the conversation.</summary>
    public const string ConversationStarted = "conversation.started";

    /// <summary>A message was sent. Payload: the message.</summary>
    public const string ConversationMessage = "conversation.message";

    /// <summary>A message was edited or deleted. Payload: the message.</summary>
    public const string ConversationMessageUpdated = "conversation.message_updated";

    /// <summary>A conversation was assigned, transferred or moved in the queue. Payload: the conversation.</summary>
    public const string ConversationUpdated = "conversation.updated";

    /// <summary>One side read up to a sequence. Payload: <see cref="ReadPayload"/>.</summary>
    public const string ConversationRead = "conversation.read";

    /// <summary>A conversation was closed. Payload: <see cref="ClosedPayload"/>.</summary>
    public const string ConversationClosed = "conversation.closed";

    /// <summary>A device of an operator has the messages up to a sequence. Payload: <see cref="DeliveredPayload"/>. Ephemeral: it has no sequence of its own; the conversation has its content.</summary>
    public const string ConversationDelivered = "conversation.delivered";

    /// <summary>A participant is typing. Payload: <see cref="TypingPayload"/>. Ephemeral: it has no sequence and is never stored.</summary>
    public const string ConversationTyping = "conversation.typing";
}
