using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Frames;

namespace Livecaller.Realtime.Channels;

/// <summary>A channel with at least one subscriber.</summary>
/// <remarks>
/// Frames are queued for the subscribers under one lock, so that all of them see the same order,
/// and "subscription succeeded" comes before the first event. Queueing never waits.
/// </remarks>
internal sealed class LiveChannel(string name, int maxMembers)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ISubscriber, PresenceMember?> _subscribers = [];
    private readonly PresenceRoster? _roster =
        PusherChannel.KindOf(name) == PusherChannelKind.Presence ? new PresenceRoster(maxMembers) : null;

    private bool _retired;

    public int Count
    {
        get
        {
            lock (_gate) return _subscribers.Count;
        }
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
                if (roster.Add(member)) Queue(ServerFrames.MemberAdded(name, member), exceptSocketId: null);
            }

            _subscribers.Add(subscriber, member);
            SendSucceeded(subscriber);
            return JoinResult.Joined;
        }
    }

    /// <summary>Removes a subscriber. True when it was the last one and the channel must be removed.</summary>
    public bool Leave(ISubscriber subscriber)
    {
        lock (_gate)
        {
            if (!_subscribers.Remove(subscriber, out var member)) return false;
            if (member is not null && _roster?.Remove(member) == true) Queue(ServerFrames.MemberRemoved(name, member), exceptSocketId: null);

            return _retired = _subscribers.Count == 0;
        }
    }

    public void Broadcast(ReadOnlyMemory<byte> frame, string? exceptSocketId)
    {
        lock (_gate) Queue(frame, exceptSocketId);
    }

    private void SendSucceeded(ISubscriber subscriber) => subscriber.Send(ServerFrames.SubscriptionSucceeded(name, _roster?.Members));

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
