using System.Net;
using System.Net.Sockets;

namespace Livecaller.Realtime.Redis.Tests.Support;

/// <summary>The network between a node and Redis: it can be cut, which the node and Redis notice as they would notice a crash of the other.</summary>
internal sealed class Cable : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly RedisServer _redis;
    private readonly Lock _gate = new();
    private readonly List<TcpClient> _clients = [];
    private bool _isCut;

    public Cable(RedisServer redis)
    {
        _redis = redis;
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Address => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public void Cut()
    {
        lock (_gate)
        {
            _isCut = true;
            foreach (var client in _clients) client.Close();
            _clients.Clear();
        }
    }

    public void Mend()
    {
        lock (_gate) _isCut = false;
    }

    public void Dispose()
    {
        Cut();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                _ = ConnectAsync(client);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ConnectAsync(TcpClient client)
    {
        var server = new TcpClient();
        try
        {
            lock (_gate)
            {
                _clients.AddRange([client, server]);
                if (_isCut) throw new SocketException();
            }

            await server.ConnectAsync(IPAddress.Loopback, _redis.Port);
            await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(client.GetStream()));
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut.
        }
        finally
        {
            client.Dispose();
            server.Dispose();
        }
    }
}
