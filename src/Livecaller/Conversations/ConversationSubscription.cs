using Livecaller.Conversations;

namespace Livecaller;

/// <summary>A snapshot, and the updates after it, without a gap between them.</summary>
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

    /// <summary>Ends the updates. Harmless when they have ended.</summary>
    public void Dispose() => _end();
}
