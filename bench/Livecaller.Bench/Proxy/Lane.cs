using System.Net;
using System.Net.Sockets;

namespace Livecaller.Bench.Proxy;

/// <summary>One client's way to the server: a port of its own, so that whatever dies on it is that client's.</summary>
internal sealed class Lane : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly HashSet<ProxiedConnection> _connections = [];
    private readonly int _serverPort;
    private readonly FrameFaults? _faults;
    private readonly Task _accepting;

    /// <param name="serverPort">Where the server listens.</param>
    /// <param name="faults">What happens to frames; null for nothing.</param>
    public Lane(int serverPort, FrameFaults? faults)
    {
        _serverPort = serverPort;
        _faults = faults;
        _listener.Start();
        Address = new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>A WebSocket stands.</summary>
    public event Action? SocketOpened;

    /// <summary>Bytes that went to the server over the connections of this lane, and the connection they went over.</summary>
    public event Action<ProxiedConnection, int>? Sent;

    /// <summary>The connections that are open now.</summary>
    public ProxiedConnection[] Connections(bool sockets)
    {
        lock (_lock) return [.. _connections.Where(c => c.IsSocket == sockets && c.IsUsable)];
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        ProxiedConnection[] open;
        lock (_lock) open = [.. _connections];
        foreach (var connection in open) connection.Kill(KillKind.Reset, Random.Shared);
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptSocketAsync(_stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end of the run.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        var connection = new ProxiedConnection(client, server, _faults);
        connection.SocketOpened += () => SocketOpened?.Invoke();
        connection.Sent += count => Sent?.Invoke(connection, count);
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _serverPort, _stop.Token);
            lock (_lock) _connections.Add(connection);
            await connection.RunAsync(_stop.Token);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Nobody listens: the client shall see it as it is.
            connection.Kill(KillKind.Reset, Random.Shared);
        }
        finally
        {
            lock (_lock) _connections.Remove(connection);
        }
    }
}
