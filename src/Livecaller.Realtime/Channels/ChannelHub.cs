using System.Collections.Concurrent;
using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Frames;
using Livecaller.Realtime.Users;

namespace Livecaller.Realtime.Channels;

/// <summary>The channels of an application on this node and their subscribers; delivers the events of the backplane.</summary>
/// <param name="appId">The application in the messages of the backplane; null for the first one.</param>
/// <param name="context">What the channels have in common.</param>
/// <param name="users">The users who are signed in.</param>
/// <param name="backplane">Carries the events to all nodes.</param>
/// <param name="listeners">The listeners in this process.</param>
internal sealed partial class ChannelHub(string? appId, ChannelContext context, UserHub users, IBackplane backplane, ListenerRegistry listeners)
    : IChannelPublisher, IChannelListener
{
    private readonly ConcurrentDictionary<string, LiveChannel> _channels = new(StringComparer.Ordinal);

    /// <summary>The number of channels that have subscribers.</summary>
    public int ChannelCount => _channels.Count;

    /// <summary>The channels that have subscribers.</summary>
    public IEnumerable<LiveChannel> Occupied => _channels.Values.Where(channel => channel.Count > 0);

    /// <summary>The number of subscriptions to all channels.</summary>
    public int SubscriptionCount => _channels.Values.Sum(c => c.Count);

    public ValueTask PublishAsync(
        IReadOnlyList<string> channels, string eventName, string dataJson,
        string? exceptSocketId = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataJson);
        RequireEvent(channels, eventName);
        return TriggerAsync([.. channels], eventName, dataJson, exceptSocketId, cancellationToken);
    }

    public ValueTask PublishAsync(
        IReadOnlyList<string> channels, string eventName, ReadOnlyMemory<byte> dataUtf8,
        string? exceptSocketId = null, CancellationToken cancellationToken = default)
    {
        RequireEvent(channels, eventName);
        return backplane.PublishAsync(
            new BackplaneMessage([.. channels], eventName, DataJson: null, exceptSocketId, AppId: appId) { DataUtf8 = dataUtf8 }, cancellationToken);
    }

    /// <summary>Publishes an event whose channels are valid names or those of users.</summary>
    public ValueTask TriggerAsync(
        IReadOnlyList<string> channels, string eventName, string data, string? exceptSocketId, CancellationToken cancellationToken) =>
        backplane.PublishAsync(new BackplaneMessage(channels, eventName, data, exceptSocketId, AppId: appId), cancellationToken);

    /// <summary>Relays an event of a client to the other subscribers of a channel.</summary>
    public ValueTask RelayAsync(string channel, string eventName, string? data, string senderSocketId, string? userIdJson)
    {
        context.Observer?.OnClientEvent(channel, eventName, data, senderSocketId, userIdJson);
        return backplane.PublishAsync(new BackplaneMessage([channel], eventName, data, senderSocketId, userIdJson, appId));
    }

    public IDisposable Listen(string channel, Action<ChannelEvent> onEvent)
    {
        RequireName(channel, nameof(channel));
        ArgumentNullException.ThrowIfNull(onEvent);
        return listeners.Add(channel, onEvent, Follow(channel).End);
    }

    public LiveChannel? Find(string channel) => _channels.GetValueOrDefault(channel);

    public JoinResult Join(string channel, ISubscriber subscriber, PresenceMember? member)
    {
        while (true)
        {
            var result = GetOrAdd(channel).Join(subscriber, member);
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
            if (channel.StartsWith('#'))
            {
                users.Deliver(channel, message);
                continue;
            }

            if (IsKept(channel, message.EventName)) DeliverAndKeep(channel, FrameEncoder.Encode(channel, message), message.ExceptSocketId);
            else if (_channels.TryGetValue(channel, out var live))
            {
                live.Broadcast(FrameEncoder.Encode(channel, message), message.ExceptSocketId);
            }

            listeners.Notify(channel, message);
        }
    }

    // Events of clients are not kept: any subscriber could replace what the server has published.
    private static bool IsKept(string channel, string eventName) =>
        PusherChannel.IsCache(channel) && !eventName.StartsWith(PusherEventNames.ClientPrefix, StringComparison.Ordinal);

    // Also without subscribers, the channel's lock decides whether a new one receives this event as the last or as the next one.
    private void DeliverAndKeep(string channel, ReadOnlyMemory<byte> frame, string? exceptSocketId)
    {
        LiveChannel live;
        bool isEmpty;
        do live = GetOrAdd(channel);
        while (!live.BroadcastAndKeep(frame, exceptSocketId, out isEmpty));
        if (isEmpty) _channels.TryRemove(KeyValuePair.Create(channel, live));
    }

    private LiveChannel GetOrAdd(string channel) =>
        _channels.GetOrAdd(channel, static (name, shared) => new LiveChannel(name, shared), context);

    private static void RequireEvent(IReadOnlyList<string> channels, string eventName)
    {
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        ArgumentOutOfRangeException.ThrowIfZero(channels.Count, nameof(channels));
        foreach (var channel in channels) RequireName(channel, nameof(channels));
    }

    private static void RequireName(string channel, string parameter)
    {
        if (!PusherChannel.IsValidName(channel)) throw new ArgumentException($"'{channel}' is not a valid channel name.", parameter);
    }
}
