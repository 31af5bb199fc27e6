using Livecaller.Blazor.Chat;

namespace Livecaller.Blazor.Messages;

/// <summary>Where what is new begins: since the chat was opened, or since the visitor reads further up.</summary>
internal sealed class UnreadDivider
{
    private long? _sinceOpened;
    private long? _sinceAway;
    private int _unread;

    /// <summary>The sequence after which the other side's messages are new; null for nothing.</summary>
    public long? After => _sinceAway ?? _sinceOpened;

    public void Follow(ChatContext context, bool atEnd)
    {
        if (!atEnd && context.IsOpen && _unread == 0 && context.Snapshot.UnreadCount > 0) _sinceAway = context.Snapshot.VisitorReadSequence;
        // The visitor has answered, or closed the chat.
        if (_sinceOpened != context.NewAfter || !context.IsOpen || context.Snapshot.Messages is [.., { Payload.Sequence: 0 }]) _sinceAway = null;
        _sinceOpened = context.NewAfter;
        _unread = context.Snapshot.UnreadCount;
    }
}
