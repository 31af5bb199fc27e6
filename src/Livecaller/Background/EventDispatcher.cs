using System.Text.Json;
using Livecaller.Conversations;
using Livecaller.Events;
using Livecaller.Session;

namespace Livecaller.Background;

/// <summary>Applies the events of a visitor's logs to the conversations, publishes them, and keeps the position that was reached.</summary>
internal sealed partial class EventDispatcher(
    Fence fence, VisitorEvents events, SessionState session, ConversationRegistry conversations, StartedConversations started, ILogReader log, ILogger logger,
    CancellationToken ended)
{
    private readonly ILogger _logger = logger;

    /// <summary>Dispatches the next event of a conversation.</summary>
    /// <returns>Whether listeners received it.</returns>
    public bool Dispatch(Conversation conversation, ConversationId id, FollowedEvent e, CancellationToken stopped) => fence.TryRun(
        (Dispatcher: this, conversation, id, e, stopped), static s => s.Dispatcher.DispatchInside(s.conversation, s.id, s.e, s.stopped));

    private bool DispatchInside(Conversation conversation, ConversationId id, FollowedEvent e, CancellationToken stopped)
    {
        // Code that stopped following, or ended the visitor's session, relies on no event after it: what it left out is read again.
        if (stopped.IsCancellationRequested || ended.IsCancellationRequested) return false;
        var isPublished = false;
        try
        {
            if (conversation.Apply(e) is { } published && started.IsNew(published) && session.TryPublish(id, e.Sequence, EventIdentity.Of(published, e)))
            {
                events.Publish(published, new(log, id, e.Sequence));
                isPublished = true;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            // An unreadable event must not stop the events after it.
            LogUnreadable(exception, e.Type, e.Sequence);
        }

        session.SetCursor(id, e.Sequence);
        if (e.Type is EventNames.ConversationClosed or EventNames.ConversationUpdated) session.SetClosed(id, conversation.Snapshot.Info is { IsOpen: false });
        conversations.CountUnread();
        return isPublished;
    }

    [LoggerMessage(LogLevel.Warning, "The event {Sequence} of type {Type} could not be read.")]
    private partial void LogUnreadable(Exception exception, string type, long sequence);
}
