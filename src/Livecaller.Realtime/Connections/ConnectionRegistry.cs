using System.Collections.Concurrent;
using Livecaller.Protocol.Pusher;
using Microsoft.Extensions.Options;

namespace Livecaller.Realtime.Connections;

/// <summary>The open connections of this node.</summary>
internal sealed class ConnectionRegistry(IOptions<PusherOptions> options) : IConnectionControl
{
    private static readonly CloseSignal OverQuota = CloseSignal.Error(
        PusherErrorCodes.OverConnectionQuota, "The application has as many connections as it may have.");

    private readonly ConcurrentDictionary<string, PusherConnection> _connections = new(StringComparer.Ordinal);
    private readonly int _limit = options.Value.MaxConnections;
    private int _count;
    private volatile bool _stopping;

    public int Count => _connections.Count;

    /// <summary>Takes a connection in; or says why not.</summary>
    public CloseSignal? Add(PusherConnection connection)
    {
        if (Interlocked.Increment(ref _count) > _limit && _limit > 0)
        {
            Interlocked.Decrement(ref _count);
            return OverQuota;
        }

        _connections[connection.SocketId] = connection;

        // Asked after it is in the list: one that comes while the server stops is closed here or by Stop.
        return _stopping ? CloseSignal.Stopping : null;
    }

    public void Remove(PusherConnection connection)
    {
        if (_connections.TryRemove(KeyValuePair.Create(connection.SocketId, connection))) Interlocked.Decrement(ref _count);
    }

    public void Close(string socketId, int code, string reason)
    {
        ArgumentNullException.ThrowIfNull(socketId);
        ArgumentNullException.ThrowIfNull(reason);
        ArgumentOutOfRangeException.ThrowIfLessThan(code, 1000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(code, 4999);
        if (_connections.TryGetValue(socketId, out var connection)) connection.Close(CloseSignal.Error(code, reason));
    }

    public bool IsOpen(string socketId) => _connections.ContainsKey(socketId);

    /// <summary>Sends every client away, to come back at once; later ones too.</summary>
    public void Stop()
    {
        _stopping = true;
        foreach (var connection in _connections.Values) connection.Close(CloseSignal.Stopping);
    }
}
