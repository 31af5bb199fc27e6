using System.Net;
using System.Net.Sockets;

namespace Livecaller.Bench.Proxy;

/// <summary>A client's proxy to the server. It has its own port, so that faults only affect this client.</summary>
internal sealed class Lane : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly HashSet<ProxiedConnection> _connections = [];
    private readonly int _serverPort;
    private readonly FrameFaults? _faults;
    private readonly Task _accepting;

    /// <param name="serverPort">The port of the server.</param>
    /// <param name="faults">The faults of frames, or null.</param>
    public Lane(int serverPort, FrameFaults? faults)
    {
        _serverPort = serverPort;
        _faults = faults;
        _listener.Start();
        Address = new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>Raised when a WebSocket is established.</summary>
    public event Action? SocketOpened;

    /// <summary>Raised when a WebSocket that was established has ended.</summary>
    public event Action? SocketClosed;

    /// <summary>Raised with the number of bytes sent to the server, and their connection.</summary>
    public event Action<ProxiedConnection, int>? Sent;

    /// <summary>The open connections.</summary>
    public ProxiedConnection[] Connections(bool sockets)
    {
        lock (_lock) return [.. _connections.Where(c => c.IsSocket == sockets && c.CanBeKilled)];
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
            // The run has ended.
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
            // The server isn't listening. The client must notice this.
            connection.Kill(KillKind.Reset, Random.Shared);
        }
        finally
        {
            lock (_lock) _connections.Remove(connection);
            if (connection.IsEstablishedSocket) SocketClosed?.Invoke();
        }
    }
}
