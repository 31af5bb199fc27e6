using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Livecaller.Realtime.Connections;

/// <summary>The open connections of this node.</summary>
internal sealed class ConnectionRegistry(IOptions<PusherOptions> options, TimeProvider time) : IConnectionControl
{
    // So few clients can reconnect at the same time without harm.
    private const int MinWave = 100;

    private static readonly TimeSpan WaveEvery = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, PusherConnection> _connections = new(StringComparer.Ordinal);
    private readonly int _limit = options.Value.MaxTotalConnections;
    private int _count;
    private volatile bool _stopping;

    public int Count => _connections.Count;

    /// <summary>The number of connections that are about to end.</summary>
    public int ClosingCount => _connections.Values.Count(connection => connection.IsClosing);

    /// <summary>Adds a connection. Returns why it is refused, or null.</summary>
    public CloseSignal? Add(PusherConnection connection)
    {
        if (Interlocked.Increment(ref _count) > _limit && _limit > 0)
        {
            Interlocked.Decrement(ref _count);
            return CloseSignal.OverCapacity;
        }

        if (!connection.App.TryEnter())
        {
            Interlocked.Decrement(ref _count);
            return CloseSignal.OverQuota;
        }

        _connections[connection.SocketId] = connection;

        // Read after the connection was added: one that arrives while the server stops is closed here or by Stop.
        return _stopping ? CloseSignal.Stopping : null;
    }

    public void Remove(PusherConnection connection)
    {
        if (!_connections.TryRemove(KeyValuePair.Create(connection.SocketId, connection))) return;
        Interlocked.Decrement(ref _count);
        connection.App.Leave();
    }

    public void Close(string socketId, int code, string reason)
    {
        ArgumentNullException.ThrowIfNull(socketId);
        ArgumentNullException.ThrowIfNull(reason);
        ArgumentOutOfRangeException.ThrowIfLessThan(code, 1000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(code, 4999);
        if (_connections.TryGetValue(socketId, out var connection)) connection.Close(CloseSignal.Error(code, reason));
    }

    public void CloseAll(int code, string reason)
    {
        foreach (var socketId in _connections.Keys) Close(socketId, code, reason);
    }

    public bool IsOpen(string socketId) => _connections.ContainsKey(socketId);

    /// <summary>
    /// Closes all connections, including those that arrive later, so that their clients reconnect immediately. Many are closed in waves over
    /// <see cref="PusherOptions.DrainTime"/>: the other nodes get all of these clients at once otherwise.
    /// </summary>
    public async Task StopAsync()
    {
        _stopping = true;
        var open = _connections.Values.ToArray();
        var waves = 1 + (int)(options.Value.DrainTime / WaveEvery);
        foreach (var wave in open.Chunk(Math.Max(MinWave, (open.Length + waves - 1) / waves)))
        {
            if (wave[0] != open[0]) await Task.Delay(WaveEvery, time, CancellationToken.None).ConfigureAwait(false);
            foreach (var connection in wave) connection.Close(CloseSignal.Stopping);
        }
    }
}

/// <summary>Closes all connections when the host begins to stop, before the web server waits for them to end.</summary>
internal sealed class ShutdownService(ConnectionRegistry registry, IHostApplicationLifetime lifetime) : IHostedService
{
    private CancellationTokenRegistration _registration;
    private Task _stopping = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _registration = lifetime.ApplicationStopping.Register(() => _stopping = registry.StopAsync());
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _registration.DisposeAsync().ConfigureAwait(false);
        await _stopping.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
