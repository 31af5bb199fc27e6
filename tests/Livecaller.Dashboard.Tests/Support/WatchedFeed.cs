using Livecaller.Protocol;
using Livecaller.Server.Operators;

namespace Livecaller.Dashboard.Tests.Support;

/// <summary>The server's feed. A feed only hints: a test lets it lose a hint, or repeat the last one.</summary>
internal sealed class WatchedFeed(IConversationFeed feed) : IConversationFeed
{
    private readonly Lock _lock = new();
    private readonly List<Action<ConversationSignal>> _listeners = [];
    private readonly List<WeakReference<ConversationSignal>> _told = [];

    internal bool LosesHints { get; set; }

    internal int Listeners
    {
        get
        {
            lock (_lock) return _listeners.Count;
        }
    }

    /// <summary>The signals that somebody still holds on to.</summary>
    internal int SignalsAlive
    {
        get
        {
            lock (_lock) return _told.Count(static signal => signal.TryGetTarget(out _));
        }
    }

    public IDisposable Subscribe(Action<ConversationSignal> onSignal)
    {
        lock (_lock) _listeners.Add(onSignal);
        var subscription = feed.Subscribe(signal =>
        {
            lock (_lock)
            {
                if (LosesHints) return;
                _told.Add(new(signal));
            }

            onSignal(signal);
        });
        return new Ending(() =>
        {
            subscription.Dispose();
            lock (_lock) _listeners.Remove(onSignal);
        });
    }

    /// <summary>Tells every listener a signal, as a feed may that repeats itself.</summary>
    internal void Tell(ConversationSignal signal)
    {
        Action<ConversationSignal>[] listeners;
        lock (_lock) listeners = [.. _listeners];
        foreach (var listener in listeners) listener(signal);
    }

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
