using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Livecaller.Protocol.Pusher;

namespace Livecaller.Realtime.Tests.Support;

/// <summary>A client as a dialogue: say this, expect that. Whatever comes out of turn fails the test.</summary>
internal sealed class PusherClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[256 * 1024];

    private PusherClient() => _socket.Options.KeepAliveInterval = TimeSpan.Zero;

    public string SocketId { get; private set; } = "";

    public WebSocket Socket => _socket;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<PusherClient> OpenAsync(Uri address, string? origin = null)
    {
        var client = new PusherClient();
        if (origin is not null) client._socket.Options.SetRequestHeader("Origin", origin);
        await client._socket.ConnectAsync(address, Cancelled).WaitAsync(Patience, Cancelled);
        return client;
    }

    public async Task<JsonElement> ExpectWelcomeAsync()
    {
        var welcome = await ExpectAsync(PusherEventNames.ConnectionEstablished);
        SocketId = welcome.GetProperty("socket_id").GetString()!;
        return welcome;
    }

    public Task SayAsync(string name, string data = "{}", string? channel = null) =>
        SayTextAsync(Encoding.UTF8.GetString(PusherFrameWriter.WriteFromClient(new PusherFrame(name, channel, data))));

    public Task SayTextAsync(string text) => SayBytesAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    public Task SayBytesAsync(byte[] bytes, WebSocketMessageType type, bool end = true) =>
        _socket.SendAsync(bytes, type, end, Cancelled).WaitAsync(Patience, Cancelled);

    /// <summary>Reads the next frame, which must be this event, and gives its data.</summary>
    public async Task<JsonElement> ExpectAsync(string name, string? channel = null)
    {
        var frame = await ReadAsync();
        Assert.Equal((name, channel ?? frame.Channel), (frame.Event, frame.Channel));
        return JsonSerializer.Deserialize<JsonElement>(frame.Data ?? "null");
    }

    public async Task ExpectErrorAsync(int code) =>
        Assert.Equal(code, (await ExpectAsync(PusherEventNames.Error)).GetProperty("code").GetInt32());

    /// <summary>Reads the close frame and answers it.</summary>
    public async Task ExpectCloseAsync(int code)
    {
        var result = await _socket.ReceiveAsync(_buffer, Cancelled).WaitAsync(Patience, Cancelled);
        Assert.Equal(WebSocketMessageType.Close, result.MessageType);
        Assert.Equal(code, (int?)result.CloseStatus);
        await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Cancelled).WaitAsync(Patience, Cancelled);
    }

    public async Task ExpectErrorAndCloseAsync(int code)
    {
        await ExpectErrorAsync(code);
        await ExpectCloseAsync(code);
    }

    /// <summary>Everything said before has been handled, and nothing else has come.</summary>
    public async Task ExpectQuietAsync()
    {
        await SayAsync(PusherEventNames.Ping);
        await ExpectAsync(PusherEventNames.Pong);
    }

    public async Task<PusherFrame> ReadAsync()
    {
        var count = 0;
        while (true)
        {
            var part = await _socket.ReceiveAsync(_buffer.AsMemory(count), Cancelled).AsTask().WaitAsync(Patience, Cancelled);
            Assert.Equal(WebSocketMessageType.Text, part.MessageType);
            count += part.Count;
            if (part.EndOfMessage) break;
        }

        Assert.True(PusherFrameReader.TryRead(_buffer.AsSpan(0, count), out var frame, out var reason), reason);
        return frame;
    }

    public async Task HangUpAsync()
    {
        await _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancelled).WaitAsync(Patience, Cancelled);
    }

    public void Dispose() => _socket.Dispose();
}
