using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Connections;
using Livecaller.Realtime.Frames;
using Livecaller.Realtime.Nodes;

namespace Livecaller.Realtime.Users;

/// <summary>The users of an application who are signed in on this node, and who watches whom.</summary>
/// <param name="appId">The application in the messages of the backplane; null for the first one.</param>
/// <param name="backplane">Carries the events to all nodes.</param>
internal sealed class UserHub(string? appId, IBackplane backplane) : IUserPublisher
{
    /// <summary>The event that closes the connections of a user.</summary>
    public const string Terminate = PusherEventNames.InternalPrefix + "terminate_connections";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<PusherConnection>> _connections = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<PusherConnection>> _watchers = new(StringComparer.Ordinal);

    /// <summary>The number of users who are signed in or watched.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _connections.Count + _watchers.Count;
        }
    }

    public ValueTask PublishAsync(string userId, string eventName, string dataJson, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        ArgumentNullException.ThrowIfNull(dataJson);
        if (eventName.StartsWith(PusherEventNames.InternalPrefix, StringComparison.Ordinal))
            throw new ArgumentException($"'{eventName}' is a name of the protocol itself.", nameof(eventName));
        return SendAsync(userId, eventName, dataJson, cancellationToken);
    }

    public ValueTask TerminateConnectionsAsync(string userId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        return SendAsync(userId, Terminate, null, cancellationToken);
    }

    /// <summary>Delivers an event to the connections that a user has on this node.</summary>
    public void Deliver(string channel, BackplaneMessage message) => Deliver(channel, message.EventName == Terminate
        ? new NodeEvent(default, null, NodeEventKind.Termination)
        : new NodeEvent(FrameEncoder.Encode(channel, message), message.ExceptSocketId, NodeEventKind.Published));

    /// <summary>Delivers an event to the connections that a user has on this node.</summary>
    public void Deliver(string channel, NodeEvent happened)
    {
        if (!channel.StartsWith(PusherChannel.UserPrefix, StringComparison.Ordinal)) return;
        PusherConnection[] connections;
        lock (_gate)
        {
            if (!_connections.TryGetValue(channel[PusherChannel.UserPrefix.Length..], out var all)) return;
            connections = [.. all];
        }

        if (happened.Kind == NodeEventKind.Termination)
        {
            foreach (var connection in connections) connection.Close(CloseSignal.Terminated);
            return;
        }

        foreach (var connection in connections)
        {
            if (connection.SocketId != happened.ExceptSocketId) connection.Send(happened.Frame);
        }
    }

    /// <summary>Receives what other nodes send to a user until <see cref="Unfollow"/>, or until the user has no connection any more.</summary>
    public Task FollowAsync(string userId) => (backplane as INodeBackplane)?.FollowAsync(AddressOf(userId)) ?? Task.CompletedTask;

    /// <summary>Ends <see cref="FollowAsync"/>.</summary>
    public void Unfollow(string userId) => (backplane as INodeBackplane)?.Unfollow(AddressOf(userId));

    /// <summary>Signs a connection in. Its watchers learn that the user is online, and it learns who of its watchlist is.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="user">Its user.</param>
    /// <param name="answers">The frames that answer the sign-in. They are queued under the lock: a client that has read them misses no event.</param>
    public void SignIn(PusherConnection connection, SignedInUser user, params ReadOnlySpan<ReadOnlyMemory<byte>> answers)
    {
        PusherConnection[] notified;
        lock (_gate)
        {
            foreach (var answer in answers) connection.Queue(answer);
            notified = Add(connection, user);
        }

        connection.Flush();
        foreach (var watcher in notified) watcher.Flush();
    }

    /// <summary>Signs a connection out that has ended.</summary>
    public void SignOut(PusherConnection connection)
    {
        PusherConnection[] notified;
        lock (_gate) notified = Remove(connection);
        foreach (var watcher in notified) watcher.Flush();
    }

    // Returns the watchers for whom a frame was queued.
    private PusherConnection[] Add(PusherConnection connection, SignedInUser user)
    {
        // A connection that was closed in the meantime has been signed out already.
        if (connection.IsClosing || connection.User is not null) return [];
        connection.User = user;
        if (!_connections.TryGetValue(user.Id, out var connections)) _connections.Add(user.Id, connections = []);
        connections.Add(connection);
        if (connections.Count == 1) _ = FollowAsync(user.Id);
        var notified = connections.Count == 1 ? NotifyWatchers(user.Id, "online") : [];

        foreach (var watched in user.Watchlist)
        {
            if (!_watchers.TryGetValue(watched, out var watchers)) _watchers.Add(watched, watchers = []);
            watchers.Add(connection);
        }

        QueueWatchlist(connection, user.Watchlist);
        return notified;
    }

    private PusherConnection[] Remove(PusherConnection connection)
    {
        if (connection.User is not { } user) return [];
        connection.User = null;
        foreach (var watched in user.Watchlist)
        {
            if (_watchers.TryGetValue(watched, out var watchers) && watchers.Remove(connection) && watchers.Count == 0)
                _watchers.Remove(watched);
        }

        if (!_connections.TryGetValue(user.Id, out var connections) || !connections.Remove(connection) || connections.Count > 0) return [];
        _connections.Remove(user.Id);
        (backplane as INodeBackplane)?.Unfollow(AddressOf(user.Id));
        return NotifyWatchers(user.Id, "offline");
    }

    private PusherConnection[] NotifyWatchers(string userId, string name)
    {
        if (!_watchers.TryGetValue(userId, out var watchers)) return [];
        var frame = ServerFrames.WatchlistEvents(new PusherWatchlistEvent(name, [userId]));
        foreach (var watcher in watchers) watcher.Queue(frame);
        return [.. watchers];
    }

    private void QueueWatchlist(PusherConnection connection, IReadOnlyList<string> watchlist)
    {
        var byState = watchlist.ToLookup(_connections.ContainsKey);
        var events = new List<PusherWatchlistEvent>();
        if (byState[true].Any()) events.Add(new("online", [.. byState[true]]));
        if (byState[false].Any()) events.Add(new("offline", [.. byState[false]]));
        if (events.Count > 0) connection.Queue(ServerFrames.WatchlistEvents(events));
    }

    private ChannelAddress AddressOf(string userId) => new(appId, PusherChannel.UserPrefix + userId);

    private ValueTask SendAsync(string userId, string eventName, string? dataJson, CancellationToken cancellationToken) =>
        backplane.PublishAsync(new BackplaneMessage([PusherChannel.UserPrefix + userId], eventName, dataJson, AppId: appId), cancellationToken);
}
