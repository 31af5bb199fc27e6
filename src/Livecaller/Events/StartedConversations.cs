namespace Livecaller.Events;

/// <summary>The conversations whose start was published in this process; it is published once for each.</summary>
internal sealed class StartedConversations
{
    private readonly Lock _lock = new();
    private readonly HashSet<ConversationId> _published = [];

    /// <summary>Returns whether the event is new to listeners.</summary>
    public bool IsNew(LivecallerEvent e)
    {
        if (e is not ConversationWasStarted started) return true;
        lock (_lock) return _published.Add(started.Conversation.Id);
    }
}
