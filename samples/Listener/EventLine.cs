using Livecaller;

namespace Listener;

internal static class EventLine
{
    /// <summary>Formats an event as one line.</summary>
    public static string Of(LivecallerEvent e) => e switch
    {
        ConversationWasStarted { Conversation: var c } => $"started {c.Id} ({c.Status})",
        ConversationMessageReceived { Message: var m } => $"message {m.ConversationId} #{m.Sequence} {m.Sender.Name}: {OneLine(m.Content)}",
        ConversationWasClosed { ConversationId: var id, ClosedBy: var by } => $"closed  {id} by {by}",
        ConversationAuthFailed { ConversationId: var id } => $"denied  {id}; sign in again with --jwt",
        ConnectionStateChanged { State: var state } => $"state   {state}",
        UnreadCountChanged { UnreadCount: var count } => $"unread  {count}",
        SessionExpired => "expired session; sign in again with --jwt",
        VisitorChanged { Visitor: var visitor } => $"visitor {visitor?.Name ?? visitor?.Uuid.Value ?? "nobody"}",
        _ => e.Type.ToString(),
    };

    // Control characters in a message could forge output lines or move the terminal's cursor.
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
