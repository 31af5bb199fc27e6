using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Livecaller.Connection;
using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Connection;

public sealed class WebSocketFactoryTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Real_socket_sends_receives_whole_messages_and_tells_the_close_code()
    {
        using var server = new HttpListener();
        var port = FreePort();
        server.Prefixes.Add($"http://127.0.0.1:{port}/");
        server.Start();
        var accepting = AcceptAsync(server);
        await using var socket = await new WebSocketFactory().ConnectAsync(new($"ws://127.0.0.1:{port}/app/k"), _ct);
        var other = await accepting.WaitAsync(TimeSpan.FromSeconds(10), _ct);

        await socket.SendAsync("ping"u8.ToArray(), _ct);
        var buffer = new byte[100];
        var got = await other.ReceiveAsync(buffer, _ct);
        Assert.Equal("ping", Encoding.UTF8.GetString(buffer, 0, got.Count));

        var large = new string('x', 50_000);
        await other.SendAsync(Encoding.UTF8.GetBytes(large), WebSocketMessageType.Text, true, _ct);
        await other.SendAsync("short"u8.ToArray(), WebSocketMessageType.Text, true, _ct);
        Assert.Equal(large, Encoding.UTF8.GetString((await socket.ReceiveAsync(_ct)).Utf8.Span));
        Assert.Equal("short", Encoding.UTF8.GetString((await socket.ReceiveAsync(_ct)).Utf8.Span));

        await other.SendAsync(ReadOnlyMemory<byte>.Empty, WebSocketMessageType.Text, true, _ct);
        await other.SendAsync("af"u8.ToArray(), WebSocketMessageType.Text, false, _ct);
        await other.SendAsync("ter"u8.ToArray(), WebSocketMessageType.Text, true, _ct);
        Assert.Equal("", Encoding.UTF8.GetString((await socket.ReceiveAsync(_ct)).Utf8.Span));
        Assert.Equal("after", Encoding.UTF8.GetString((await socket.ReceiveAsync(_ct)).Utf8.Span));

        await other.CloseOutputAsync((WebSocketCloseStatus)4200, "come back", _ct);
        var end = await socket.ReceiveAsync(_ct);
        Assert.Equal((true, 4200), (end.IsClosed, end.CloseCode));
        await socket.CloseAsync(_ct);
        await socket.CloseAsync(_ct);
    }

    [Fact]
    public async Task Server_that_is_not_there_is_told_as_documented() => await Assert.ThrowsAsync<WebSocketException>(
        async () => await new WebSocketFactory().ConnectAsync(new($"ws://127.0.0.1:{FreePort()}/"), _ct));

    [Fact]
    public async Task Socket_of_the_host_app_is_connected_to_the_widgets_address_used_and_disposed()
    {
        using var server = new HttpListener();
        var port = FreePort();
        server.Prefixes.Add($"http://127.0.0.1:{port}/");
        server.Start();
        var accepting = AcceptAsync(server);
        Uri? asked = null;
        HostSocket? socket = null;
        await using var client = await LivecallerClient.CreateAsync(
            new Chat().Options with
            {
                SocketFactory = null,
                WebSocketFactory = async (address, cancellationToken) =>
                {
                    asked = address;
                    var inner = new ClientWebSocket();
                    await inner.ConnectAsync(new($"ws://127.0.0.1:{port}/"), cancellationToken);
                    return socket = new(inner);
                },
            },
            _ct);
        await client.UserLoginAsync("ann", _ct);
        await client.StartBackgroundEventsAsync(_ct);
        var other = await accepting.WaitAsync(TimeSpan.FromSeconds(30), _ct);
        await other.SendAsync(
            """{"event":"pusher:connection_established","data":"{\"socket_id\":\"1.1\",\"activity_timeout\":60}"}"""u8.ToArray(),
            WebSocketMessageType.Text, true, _ct);

        await Wait.UntilAsync(() => client.ConnectionState == ConnectionState.Connected, "the connection");
        Assert.Contains("/app/", asked!.AbsolutePath, StringComparison.Ordinal);
        await client.DisposeAsync();
        Assert.True(socket!.IsDisposed);
    }

    /// <summary>A socket that, as some implementations, cannot receive into an empty buffer.</summary>
    private sealed class HostSocket(ClientWebSocket inner) : WebSocket
    {
        public bool IsDisposed { get; private set; }

        public override WebSocketCloseStatus? CloseStatus => inner.CloseStatus;
        public override string? CloseStatusDescription => inner.CloseStatusDescription;
        public override WebSocketState State => inner.State;
        public override string? SubProtocol => inner.SubProtocol;

        public override void Abort() => inner.Abort();

        public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
            inner.CloseAsync(closeStatus, statusDescription, cancellationToken);

        public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
            inner.CloseOutputAsync(closeStatus, statusDescription, cancellationToken);

        public override void Dispose()
        {
            IsDisposed = true;
            inner.Dispose();
        }

        public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken)
        {
            Assert.NotEqual(0, buffer.Count);
            return inner.ReceiveAsync(buffer, cancellationToken);
        }

        public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
            inner.SendAsync(buffer, messageType, endOfMessage, cancellationToken);
    }

    private static async Task<WebSocket> AcceptAsync(HttpListener server) =>
        (await (await server.GetContextAsync()).AcceptWebSocketAsync(null)).WebSocket;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
