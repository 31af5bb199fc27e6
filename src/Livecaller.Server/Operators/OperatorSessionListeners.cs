using System.Collections.Concurrent;

namespace Livecaller.Server.Operators;

// Tells open dashboards that their session has ended. SessionWatch knows when it has ended elsewhere.
internal sealed class OperatorSessionListeners
{
    private readonly ConcurrentDictionary<Subscription, Action<OperatorSessionEnd>> _listeners = new();

    /// <summary>Returns the sessions that have a listener.</summary>
    public IReadOnlyList<string> OpenSessions() => [.. _listeners.Keys.Select(s => s.SessionId).Distinct()];

    /// <summary>Calls <paramref name="onEnd"/> when the session ends, until the result is disposed.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="onEnd">Must return quickly and not throw.</param>
    public IDisposable Subscribe(string sessionId, Action<OperatorSessionEnd> onEnd)
    {
        var subscription = new Subscription(this, sessionId);
        _listeners[subscription] = onEnd;
        return subscription;
    }

    public void End(string sessionId, OperatorSessionEnd reason)
    {
        foreach (var (subscription, onEnd) in _listeners)
            if (subscription.SessionId == sessionId && _listeners.TryRemove(subscription, out _)) onEnd(reason);
    }

    private sealed class Subscription(OperatorSessionListeners listeners, string sessionId) : IDisposable
    {
        public string SessionId => sessionId;

        public void Dispose() => listeners._listeners.TryRemove(this, out _);
    }
}
