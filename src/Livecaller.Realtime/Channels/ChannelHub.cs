using System.Collections.Concurrent;
using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Frames;

namespace Livecaller.Realtime.Channels;

/// <summary>The channels of an application on this node and their subscribers; delivers the events of the backplane.</summary>
/// <param name="appId">The application in the messages of the backplane; null for the first one.</param>
/// <param name="options">The limits.</param>
/// <param name="backplane">Carries the events to all nodes.</param>
/// <param name="listeners">The listeners in this process.</param>
internal sealed class ChannelHub(string? appId, PusherAppOptions options, IBackplane backplane, ListenerRegistry listeners)
    : IChannelPublisher, IChannelListener
{
    private readonly ConcurrentDictionary<string, LiveChannel> _channels = new(StringComparer.Ordinal);

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

        return backplane.PublishAsync(new BackplaneMessage([.. channels], eventName, dataJson, exceptSocketId, AppId: appId), cancellationToken);
    }

    /// <summary>Relays an event of a client to the other subscribers of a channel.</summary>
    public ValueTask RelayAsync(string channel, string eventName, string? data, string senderSocketId, string? userIdJson) =>
        backplane.PublishAsync(new BackplaneMessage([channel], eventName, data, senderSocketId, userIdJson, appId));

    public IDisposable Listen(string channel, Action<ChannelEvent> onEvent)
    {
        RequireName(channel, nameof(channel));
        ArgumentNullException.ThrowIfNull(onEvent);
        return listeners.Add(channel, onEvent);
    }

    public JoinResult Join(string channel, ISubscriber subscriber, PresenceMember? member)
    {
        while (true)
        {
            var result = _channels.GetOrAdd(channel, (name, max) => new LiveChannel(name, max), options.MaxPresenceMembers).Join(subscriber, member);
            if (result != JoinResult.Retired) return result;
        }
    }

    public void Leave(string channel, ISubscriber subscriber)
    {
        if (_channels.TryGetValue(channel, out var live) && live.Leave(subscriber))
            _channels.TryRemove(KeyValuePair.Create(channel, live));
    }

    /// <summary>Delivers an event to the subscribers and listeners of this node.</summary>
    public void Deliver(BackplaneMessage message)
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

            listeners.Notify(channel, message.EventName, message.DataJson);
        }
    }

    private static void RequireName(string channel, string parameter)
    {
        if (!PusherChannel.IsValidName(channel)) throw new ArgumentException($"'{channel}' is not a valid channel name.", parameter);
    }
}
