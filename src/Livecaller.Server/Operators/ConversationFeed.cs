using System.Collections.Concurrent;

namespace Livecaller.Server.Operators;

internal sealed partial class ConversationFeed(ILogger<ConversationFeed> logger) : IConversationFeed
{
    private readonly ConcurrentDictionary<Subscription, Action<ConversationSignal>> _listeners = new();

    /// <summary>Whether anybody listens: what nobody hears need not be prepared.</summary>
    public bool HasListeners => !_listeners.IsEmpty;

    public IDisposable Subscribe(Action<ConversationSignal> onSignal)
    {
        ArgumentNullException.ThrowIfNull(onSignal);
        var subscription = new Subscription(this);
        _listeners[subscription] = onSignal;
        return subscription;
    }

    public void Signal(ConversationSignal signal)
    {
        foreach (var listener in _listeners.Values)
        {
            try
            {
                listener(signal);
            }
            catch (Exception e)
            {
                LogListenerFailed(e, signal.EventName);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A listener of the conversation feed failed on {EventName}.")]
    private partial void LogListenerFailed(Exception exception, string eventName);

    private sealed class Subscription(ConversationFeed feed) : IDisposable
    {
        public void Dispose() => feed._listeners.TryRemove(this, out _);
    }
}
