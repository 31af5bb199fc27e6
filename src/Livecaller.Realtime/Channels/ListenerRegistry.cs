using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Livecaller.Realtime.Channels;

/// <summary>The listeners inside this process.</summary>
/// <remarks>
/// Events go through one queue that the publishing thread empties outside of all locks. Every listener sees the same order,
/// and a listener that publishes or listens itself cannot cause a deadlock.
/// </remarks>
internal sealed partial class ListenerRegistry(ILogger<ListenerRegistry> logger)
{
    private readonly ConcurrentDictionary<string, ImmutableArray<Listener>> _listeners = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(ImmutableArray<Listener> Listeners, ChannelEvent Event)> _waiting = new();
    private int _pending;

    /// <summary>Adds a listener.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="onEvent">Is called for every event.</param>
    /// <param name="ended">Is called when the result is disposed.</param>
    public IDisposable Add(string channel, Action<ChannelEvent> onEvent, Action ended)
    {
        var listener = new Listener(this, channel, onEvent, ended);
        _listeners.AddOrUpdate(channel, [listener], (_, all) => all.Add(listener));
        return listener;
    }

    /// <summary>Whether a channel has listeners.</summary>
    public bool Has(string channel) => _listeners.ContainsKey(channel);

    public void Notify(string channel, BackplaneMessage message)
    {
        if (!_listeners.TryGetValue(channel, out var listeners)) return;
        _waiting.Enqueue((listeners, new ChannelEvent(channel, message.EventName, message.DataJson ?? "{}")));
        if (Interlocked.Increment(ref _pending) > 1) return;
        do
        {
            if (_waiting.TryDequeue(out var next)) Call(next.Listeners, next.Event);
        }
        while (Interlocked.Decrement(ref _pending) > 0);
    }

    private void Call(ImmutableArray<Listener> listeners, ChannelEvent channelEvent)
    {
        foreach (var listener in listeners)
        {
            try
            {
                listener.Call(channelEvent);
            }
            catch (Exception e)
            {
                LogListenerFailed(e, channelEvent.Name);
            }
        }
    }

    private void Remove(Listener listener)
    {
        while (_listeners.TryGetValue(listener.Channel, out var all))
        {
            var rest = all.Remove(listener);
            var done = rest.IsEmpty
                ? _listeners.TryRemove(KeyValuePair.Create(listener.Channel, all))
                : _listeners.TryUpdate(listener.Channel, rest, all);
            if (done) return;
        }
    }

    private sealed class Listener(ListenerRegistry owner, string channel, Action<ChannelEvent> onEvent, Action ended) : IDisposable
    {
        private volatile bool _ended;

        public string Channel => channel;

        public void Call(ChannelEvent channelEvent)
        {
            if (!_ended) onEvent(channelEvent);
        }

        public void Dispose()
        {
            if (_ended) return;
            _ended = true;
            owner.Remove(this);
            ended();
        }
    }

    [LoggerMessage(LogLevel.Error, "A listener failed to handle the event {EventName}.")]
    private partial void LogListenerFailed(Exception exception, string eventName);
}

/// <summary>Lets code in this process receive the events of channels.</summary>
internal interface IChannelListener
{
    /// <summary>Calls <paramref name="onEvent"/> for every event on a channel, until the result is disposed.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="onEvent">Must return quickly and not throw.</param>
    IDisposable Listen(string channel, Action<ChannelEvent> onEvent);
}

/// <summary>An event on a channel.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Name">The event's name.</param>
/// <param name="DataJson">The payload as JSON text.</param>
internal sealed record ChannelEvent(string Channel, string Name, string DataJson);
