using System.Net.Sockets;
using System.Text;

namespace Livecaller.Realtime.Tests.Support;

/// <summary>A TCP connection that says what no WebSocket library would.</summary>
internal sealed class RawSocket : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TcpClient _tcp = new();

    private RawSocket()
    {
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<RawSocket> ConnectAsync(int port)
    {
        var raw = new RawSocket();
        await raw._tcp.ConnectAsync("127.0.0.1", port, Cancelled);
        return raw;
    }

    /// <summary>A connection on which the WebSocket handshake is done and the greeting was read.</summary>
    public static async Task<RawSocket> UpgradeAsync(int port)
    {
        var raw = await ConnectAsync(port);
        await raw.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /app/{PusherHost.Key}{PusherHost.Protocol} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            head.Append((char)(await raw.ReadExactlyAsync(1))[0]);
        Assert.StartsWith("HTTP/1.1 101", head.ToString(), StringComparison.Ordinal);
        Assert.Equal(0x1, (await raw.ReadFrameAsync()).OpCode);
        return raw;
    }

    public Task SendAsync(byte[] bytes) => _tcp.GetStream().WriteAsync(bytes, Cancelled).AsTask();

    /// <summary>Reads one short server frame.</summary>
    public async Task<(int OpCode, byte[] Payload)> ReadFrameAsync()
    {
        var head = await ReadExactlyAsync(2);
        var length = (int)head[1];
        if (length == 126)
        {
            var extended = await ReadExactlyAsync(2);
            length = (extended[0] << 8) | extended[1];
        }

        return (head[0] & 0xF, await ReadExactlyAsync(length));
    }

    /// <summary>Reads frames up to the close frame, and gives its code.</summary>
    public async Task<int> ReadCloseCodeAsync()
    {
        while (true)
        {
            var (opCode, payload) = await ReadFrameAsync();
            if (opCode == 0x8) return (payload[0] << 8) | payload[1];
        }
    }

    /// <summary>The server ends the connection with 1002; the reset that follows may overtake the close frame.</summary>
    public async Task ExpectProtocolErrorAsync()
    {
        try
        {
            Assert.Equal(1002, await ReadCloseCodeAsync());
        }
        catch (IOException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
        }
    }

    /// <summary>Ends the connection with a reset instead of a goodbye.</summary>
    public void Reset()
    {
        _tcp.Client.LingerState = new LingerOption(true, 0);
        _tcp.Client.Close();
    }

    public async Task<byte[]> ReadExactlyAsync(int count)
    {
        var bytes = new byte[count];
        await _tcp.GetStream().ReadExactlyAsync(bytes, Cancelled).AsTask().WaitAsync(Patience, Cancelled);
        return bytes;
    }

    public void Dispose() => _tcp.Dispose();
}
