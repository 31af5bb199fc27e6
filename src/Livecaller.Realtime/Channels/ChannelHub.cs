using System.Collections.Concurrent;
using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Frames;
using Microsoft.Extensions.Options;

namespace Livecaller.Realtime.Channels;

/// <summary>The channels of this node and their subscribers; delivers the events of the backplane.</summary>
internal sealed class ChannelHub : IChannelPublisher, IChannelListener, IDisposable
{
    private readonly ConcurrentDictionary<string, LiveChannel> _channels = new(StringComparer.Ordinal);
    private readonly IBackplane _backplane;
    private readonly ListenerRegistry _listeners;
    private readonly int _maxMembers;
    private readonly IDisposable _delivery;

    public ChannelHub(IBackplane backplane, ListenerRegistry listeners, IOptions<PusherOptions> options)
    {
        _backplane = backplane;
        _listeners = listeners;
        _maxMembers = options.Value.MaxPresenceMembers;
        _delivery = backplane.Subscribe(Deliver);
    }

    /// <summary>The number of channels that have subscribers.</summary>
    public int ChannelCount => _channels.Count;

    /// <summary>The number of subscriptions to all channels.</summary>
    public int SubscriptionCount => _channels.Values.Sum(c => c.Count);

    public ValueTask PublishAsync(
        IReadOnlyList<string> channels, string eventName, string dataJson,
        string? exceptSocketId = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        ArgumentNullException.ThrowIfNull(dataJson);
        ArgumentOutOfRangeException.ThrowIfZero(channels.Count, nameof(channels));
        foreach (var channel in channels) RequireName(channel, nameof(channels));

        return PublishAsync(new BackplaneMessage([.. channels], eventName, dataJson, exceptSocketId), cancellationToken);
    }

    public ValueTask PublishAsync(BackplaneMessage message, CancellationToken cancellationToken = default) =>
        _backplane.PublishAsync(message, cancellationToken);

    public IDisposable Listen(string channel, Action<ChannelEvent> onEvent)
    {
        RequireName(channel, nameof(channel));
        ArgumentNullException.ThrowIfNull(onEvent);
        return _listeners.Add(channel, onEvent);
    }

    public JoinResult Join(string channel, ISubscriber subscriber, PresenceMember? member)
    {
        while (true)
        {
            var result = _channels.GetOrAdd(channel, (name, max) => new LiveChannel(name, max), _maxMembers).Join(subscriber, member);
            if (result != JoinResult.Retired) return result;
        }
    }

    public void Leave(string channel, ISubscriber subscriber)
    {
        if (_channels.TryGetValue(channel, out var live) && live.Leave(subscriber))
            _channels.TryRemove(KeyValuePair.Create(channel, live));
    }

    public void Dispose() => _delivery.Dispose();

    private void Deliver(BackplaneMessage message)
    {
        foreach (var channel in message.Channels)
        {
            if (_channels.TryGetValue(channel, out var live))
            {
                // Serialized once; all subscribers share the bytes.
                var frame = PusherFrameWriter.WriteFromServer(
                    new PusherFrame(message.EventName, channel, message.DataJson, message.UserIdJson));
                live.Broadcast(frame, message.ExceptSocketId);
            }

            _listeners.Notify(channel, message.EventName, message.DataJson);
        }
    }

    private static void RequireName(string channel, string parameter)
    {
        if (!PusherChannel.IsValidName(channel)) throw new ArgumentException($"'{channel}' is not a valid channel name.", parameter);
    }
}
