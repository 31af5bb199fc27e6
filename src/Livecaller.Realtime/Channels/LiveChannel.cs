using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Frames;
using Livecaller.Realtime.Webhooks;

namespace Livecaller.Realtime.Channels;

/// <summary>A channel with at least one subscriber.</summary>
/// <remarks>
/// Frames are queued for the subscribers under one lock, so that all of them see the same order, and "subscription succeeded" comes
/// before the first event. They are written after it was released. Neither waits.
/// </remarks>
internal sealed partial class LiveChannel(string name, ChannelContext context)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ISubscriber, PresenceMember?> _subscribers = [];
    private readonly PresenceRoster? _roster =
        PusherChannel.KindOf(name) == PusherChannelKind.Presence ? new PresenceRoster(context.Options.MaxPresenceMembers) : null;

    private readonly ChannelCache? _cache = PusherChannel.IsCache(name) ? context.Cache : null;

    // The subscribers as an array until they change, and while frames are queued for them.
    private ISubscriber[]? _snapshot;
    private ISubscriber[]? _receivers;
    private bool _retired;
    private bool _isCountToReport;

    public string Name => name;

    // Where there are several nodes, they find out together what is reported.
    private IChannelObserver? LocalObserver => context.Nodes is null ? context.Observer : null;

    /// <summary>The number of subscribers on all nodes, as far as this one knows.</summary>
    public int TotalCount
    {
        get
        {
            lock (_gate) return _subscribers.Count + (_remote?.Count ?? 0);
        }
    }

    /// <summary>The ids of the members of a presence channel on all nodes; none of another channel.</summary>
    public IReadOnlyList<string> UserIds
    {
        get
        {
            lock (_gate) return _roster?.UserIds ?? [];
        }
    }

    /// <summary>The number of subscribers on this node.</summary>
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
        ISubscriber[]? receivers;
        lock (_gate)
        {
            QueueCount();
            receivers = TakeReceivers();
        }

        Flush(receivers);
    }

    public JoinResult Join(ISubscriber subscriber, PresenceMember? member)
    {
        JoinResult result;
        ISubscriber[]? receivers;
        lock (_gate)
        {
            result = Add(subscriber, member);
            receivers = TakeReceivers();
        }

        subscriber.Flush();
        Flush(receivers);
        return result;
    }

    /// <summary>Removes a subscriber. True when it was the last one and the channel must be removed.</summary>
    public bool Leave(ISubscriber subscriber)
    {
        bool isEmpty;
        ISubscriber[]? receivers;
        lock (_gate)
        {
            isEmpty = Remove(subscriber);
            receivers = TakeReceivers();
        }

        Flush(receivers);
        return isEmpty;
    }

    /// <summary>Sends an event and keeps it for later subscribers. False when the channel was removed in the meantime.</summary>
    /// <param name="frame">The event.</param>
    /// <param name="exceptSocketId">A socket that does not receive it; null for none.</param>
    /// <param name="isEmpty">Whether the channel has no subscribers and must be removed.</param>
    public bool BroadcastAndKeep(ReadOnlyMemory<byte> frame, string? exceptSocketId, out bool isEmpty)
    {
        ISubscriber[]? receivers;
        lock (_gate)
        {
            isEmpty = false;
            if (_retired) return false;
            _cache?.Set(name, frame);
            Queue(frame, exceptSocketId);
            receivers = TakeReceivers();
            _remote?.Touch();
            isEmpty = TryRetire();
        }

        Flush(receivers);
        return true;
    }

    public void Broadcast(ReadOnlyMemory<byte> frame, string? exceptSocketId)
    {
        ISubscriber[]? receivers;
        lock (_gate)
        {
            Queue(frame, exceptSocketId);
            receivers = TakeReceivers();
        }

        Flush(receivers);
    }

    private JoinResult Add(ISubscriber subscriber, PresenceMember? member)
    {
        if (_retired) return JoinResult.Retired;
        if (_subscribers.ContainsKey(subscriber))
        {
            QueueSucceeded(subscriber);
            return JoinResult.AlreadyIn;
        }

        if (member is not null && _roster?.HasRoomFor(member) == false) return JoinResult.Full;
        if (_subscribers.Count == 0) LocalObserver?.OnOccupied(name);
        if (member is not null && _roster?.Add(member) == true)
        {
            Queue(ServerFrames.MemberAdded(name, member), exceptSocketId: null);
            LocalObserver?.OnMemberAdded(name, member.Key);
        }

        _subscribers.Add(subscriber, member);
        _snapshot = null;
        context.Nodes?.MarkChanged(_address);
        QueueSucceeded(subscriber);
        OnCountChanged();
        return JoinResult.Joined;
    }

    private bool Remove(ISubscriber subscriber)
    {
        if (!_subscribers.Remove(subscriber, out var member)) return false;
        _snapshot = null;
        context.Nodes?.MarkChanged(_address);
        if (member is not null && _roster?.Remove(member) == true)
        {
            Queue(ServerFrames.MemberRemoved(name, member), exceptSocketId: null);
            LocalObserver?.OnMemberRemoved(name, member.Key);
        }

        if (_subscribers.Count == 0) LocalObserver?.OnVacated(name);
        var isRetired = TryRetire();
        OnCountChanged();
        return isRetired;
    }

    private void QueueSucceeded(ISubscriber subscriber)
    {
        subscriber.Queue(ServerFrames.SubscriptionSucceeded(name, _roster?.Members));
        if (_cache is null) return;
        var last = _cache.Get(name);
        subscriber.Queue(last ?? ServerFrames.CacheMiss(name));
        if (last is null) context.Observer?.OnCacheMiss(name);
    }

    // A change on this node is reported by this node.
    private void OnCountChanged()
    {
        _isCountToReport = true;
        SendChangedCount();
    }

    private void SendChangedCount()
    {
        if (context.Counts is not { } counts || _roster is not null || _subscribers.Count == 0) return;
        if (TotalCount <= SubscriptionCountSchedule.MaxImmediate) QueueCount();
        else counts.Add(this);
    }

    private void QueueCount()
    {
        Queue(ServerFrames.SubscriptionCount(name, TotalCount), exceptSocketId: null);
        if (_isCountToReport) context.Observer?.OnSubscriptionCount(name, TotalCount);
        _isCountToReport = false;
    }

    private void Queue(ReadOnlyMemory<byte> frame, string? exceptSocketId)
    {
        _receivers = _snapshot ??= [.. _subscribers.Keys];
        foreach (var subscriber in _snapshot)
        {
            if (exceptSocketId is null || subscriber.SocketId != exceptSocketId) subscriber.Queue(frame);
        }
    }

    private ISubscriber[]? TakeReceivers()
    {
        var receivers = _receivers;
        _receivers = null;
        return receivers;
    }

    private static void Flush(ISubscriber[]? receivers)
    {
        if (receivers is not null) FlushBatch.Flush(receivers);
    }
}

/// <summary>A connection, as channels see it.</summary>
internal interface ISubscriber
{
    string SocketId { get; }

    /// <summary>Queues an encoded frame without waiting. The bytes are shared with all other subscribers.</summary>
    void Queue(ReadOnlyMemory<byte> frame);

    /// <summary>Writes what is queued without waiting. To be called outside of locks.</summary>
    void Flush();
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
