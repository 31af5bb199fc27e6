using Livecaller;

namespace Listener;

internal static class EventLine
{
    /// <summary>An event as one line.</summary>
    public static string Of(LivecallerEvent e) => e switch
    {
        ConversationWasStarted { Conversation: var c } => $"started {c.Id} ({c.Status})",
        ConversationMessageReceived { Message: var m } => $"message {m.ConversationId} #{m.Sequence} {m.Sender.Name}: {OneLine(m.Content)}",
        ConversationWasClosed { ConversationId: var id, ClosedBy: var by } => $"closed  {id} by {by}",
        ConversationAuthFailed { ConversationId: var id } => $"denied  {id}: sign in again with --jwt",
        ConnectionStateChanged { State: var state } => $"state   {state}",
        UnreadCountChanged { UnreadCount: var count } => $"unread  {count}",
        SessionExpired => "expired the session: sign in again with --jwt",
        VisitorChanged { Visitor: var visitor } => $"visitor {visitor?.Name ?? visitor?.Uuid.Value ?? "nobody"}",
        _ => e.Type.ToString(),
    };

    // A message must not pass for a line of the program's own, nor move the cursor of the terminal.
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
