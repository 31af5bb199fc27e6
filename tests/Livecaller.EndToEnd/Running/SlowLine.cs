using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Livecaller.EndToEnd.Running;

/// <summary>A TCP proxy that passes on everything unchanged and in order, a while later.</summary>
internal sealed class SlowLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Uri _server;
    private readonly TimeSpan _delay;
    private readonly Task _accepting;

    /// <param name="server">Where everything goes.</param>
    /// <param name="delay">How long it takes, in each direction.</param>
    public SlowLine(Uri server, TimeSpan delay)
    {
        (_server, _delay) = (server, delay);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await Task.WhenAll([_accepting, .. _connections]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_ended.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_ended.Token);
            _connections.Add(PassOnAsync(client));
        }
    }

    private async Task PassOnAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        await far.ConnectAsync(_server.Host, _server.Port, _ended.Token);
        // Either side may hang up: then nothing more is to be passed on.
        await Task.WhenAny(LaneAsync(near.GetStream(), far.GetStream()), LaneAsync(far.GetStream(), near.GetStream()));
    }

    private async Task LaneAsync(NetworkStream from, NetworkStream to)
    {
        var lane = Channel.CreateUnbounded<(long At, byte[] Bytes)>();
        var writing = WriteAsync(lane.Reader, to);
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, _ended.Token) is > 0 and var count)
            await lane.Writer.WriteAsync((TimeProvider.System.GetTimestamp(), buffer[..count]), _ended.Token);
        lane.Writer.Complete();
        await writing;
    }

    private async Task WriteAsync(ChannelReader<(long At, byte[] Bytes)> lane, NetworkStream to)
    {
        await foreach (var (at, bytes) in lane.ReadAllAsync(_ended.Token))
        {
            if (_delay - TimeProvider.System.GetElapsedTime(at) is { Ticks: > 0 } rest) await Task.Delay(rest, TimeProvider.System, _ended.Token);
            await to.WriteAsync(bytes, _ended.Token);
        }
    }
}
