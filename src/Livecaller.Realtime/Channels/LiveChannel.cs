using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Frames;

namespace Livecaller.Realtime.Channels;

/// <summary>A channel with at least one subscriber.</summary>
/// <remarks>
/// Frames are queued for the subscribers under one lock, so that all of them see the same order,
/// and "subscription succeeded" comes before the first event. Queueing never waits.
/// </remarks>
internal sealed class LiveChannel(string name, ChannelContext context)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ISubscriber, PresenceMember?> _subscribers = [];
    private readonly PresenceRoster? _roster =
        PusherChannel.KindOf(name) == PusherChannelKind.Presence ? new PresenceRoster(context.Options.MaxPresenceMembers) : null;

    private readonly ChannelCache? _cache = PusherChannel.IsCache(name) ? context.Cache : null;

    private bool _retired;

    public string Name => name;

    /// <summary>The ids of the members of a presence channel; none of another.</summary>
    public IReadOnlyList<string> UserIds
    {
        get
        {
            lock (_gate) return _roster?.UserIds ?? [];
        }
    }

    public int Count
    {
        get
        {
            lock (_gate) return _subscribers.Count;
        }
    }

    /// <summary>Tells the subscribers how many they are.</summary>
    public void SendCount()
    {
        lock (_gate) QueueCount();
    }

    public JoinResult Join(ISubscriber subscriber, PresenceMember? member)
    {
        lock (_gate)
        {
            if (_retired) return JoinResult.Retired;
            if (_subscribers.ContainsKey(subscriber))
            {
                SendSucceeded(subscriber);
                return JoinResult.AlreadyIn;
            }

            if (member is not null && _roster is { } roster)
            {
                if (!roster.HasRoomFor(member)) return JoinResult.Full;
                if (_subscribers.Count == 0) context.Observer?.OnOccupied(name);
                if (roster.Add(member))
                {
                    Queue(ServerFrames.MemberAdded(name, member), exceptSocketId: null);
                    context.Observer?.OnMemberAdded(name, member.Key);
                }
            }
            else if (_subscribers.Count == 0) context.Observer?.OnOccupied(name);

            _subscribers.Add(subscriber, member);
            SendSucceeded(subscriber);
            OnCountChanged();
            return JoinResult.Joined;
        }
    }

    /// <summary>Removes a subscriber. True when it was the last one and the channel must be removed.</summary>
    public bool Leave(ISubscriber subscriber)
    {
        lock (_gate)
        {
            if (!_subscribers.Remove(subscriber, out var member)) return false;
            if (member is not null && _roster?.Remove(member) == true)
            {
                Queue(ServerFrames.MemberRemoved(name, member), exceptSocketId: null);
                context.Observer?.OnMemberRemoved(name, member.Key);
            }

            _retired = _subscribers.Count == 0;
            if (_retired) context.Observer?.OnVacated(name);
            OnCountChanged();
            return _retired;
        }
    }

    /// <summary>Sends an event and keeps it for later subscribers. False when the channel was removed in the meantime.</summary>
    /// <param name="frame">The event.</param>
    /// <param name="exceptSocketId">A socket that does not receive it; null for none.</param>
    /// <param name="isEmpty">Whether the channel has no subscribers and must be removed.</param>
    public bool BroadcastAndKeep(ReadOnlyMemory<byte> frame, string? exceptSocketId, out bool isEmpty)
    {
        lock (_gate)
        {
            isEmpty = false;
            if (_retired) return false;
            _cache?.Set(name, frame);
            Queue(frame, exceptSocketId);
            isEmpty = _retired = _subscribers.Count == 0;
            return true;
        }
    }

    public void Broadcast(ReadOnlyMemory<byte> frame, string? exceptSocketId)
    {
        lock (_gate) Queue(frame, exceptSocketId);
    }

    private void SendSucceeded(ISubscriber subscriber)
    {
        subscriber.Send(ServerFrames.SubscriptionSucceeded(name, _roster?.Members));
        if (_cache is null) return;
        var last = _cache.Get(name);
        subscriber.Send(last ?? ServerFrames.CacheMiss(name));
        if (last is null) context.Observer?.OnCacheMiss(name);
    }

    private void OnCountChanged()
    {
        if (context.Counts is not { } counts || _roster is not null || _retired) return;
        if (_subscribers.Count <= SubscriptionCountSchedule.MaxImmediate) QueueCount();
        else counts.Add(this);
    }

    private void QueueCount()
    {
        Queue(ServerFrames.SubscriptionCount(name, _subscribers.Count), exceptSocketId: null);
        context.Observer?.OnSubscriptionCount(name, _subscribers.Count);
    }

    private void Queue(ReadOnlyMemory<byte> frame, string? exceptSocketId)
    {
        foreach (var subscriber in _subscribers.Keys)
        {
            if (exceptSocketId is null || subscriber.SocketId != exceptSocketId) subscriber.Send(frame);
        }
    }
}

/// <summary>A connection, as channels see it.</summary>
internal interface ISubscriber
{
    string SocketId { get; }

    /// <summary>Queues a frame without waiting. The bytes are shared with all other subscribers.</summary>
    void Send(ReadOnlyMemory<byte> frame);
}

/// <summary>The result of a subscription.</summary>
internal enum JoinResult
{
    Joined,
    AlreadyIn,

    /// <summary>The presence channel has as many members as it may have.</summary>
    Full,

    /// <summary>The connection has as many subscriptions as it may have.</summary>
    TooMany,

    /// <summary>The connection was closed in the meantime.</summary>
    Ended,

    /// <summary>The channel was emptied and removed in the meantime; join a new one.</summary>
    Retired,
}
