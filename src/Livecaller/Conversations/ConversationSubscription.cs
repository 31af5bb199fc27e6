namespace Livecaller;

/// <summary>A subscription to a conversation: a snapshot and the updates that follow it, without a gap.</summary>
public sealed class ConversationSubscription : IDisposable
{
    private readonly Action _end;

    internal ConversationSubscription(ConversationSnapshot snapshot, Action end)
    {
        Snapshot = snapshot;
        _end = end;
    }

    /// <summary>The conversation at the moment of the subscription.</summary>
    public ConversationSnapshot Snapshot { get; }

    /// <summary>Ends the updates. Can be called more than once.</summary>
    public void Dispose() => _end();
}
