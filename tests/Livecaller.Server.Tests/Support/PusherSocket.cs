using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Livecaller.Server.Hosting;

namespace Livecaller.Server.Tests.Support;

/// <summary>A Pusher client that says and hears frames over a real WebSocket.</summary>
public sealed class PusherSocket : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();

    public string Id { get; private set; } = "";

    public static async Task<PusherSocket> ConnectAsync(LivecallerServer server)
    {
        var client = new PusherSocket();
        await client.OpenAsync(server);
        client.Id = (await client.ReadAsync("pusher:connection_established")).GetProperty("socket_id").GetString()!;
        return client;
    }

    /// <summary>Opens the socket, and reads nothing yet.</summary>
    public async Task OpenAsync(LivecallerServer server)
    {
        var address = new UriBuilder(server.Address) { Scheme = "ws", Path = server.Prefix + "/app/" + server.Get<ServerKeys>().AppKey, Query = "protocol=7" };
        using var patience = Patience();
        await _socket.ConnectAsync(address.Uri, patience.Token);
    }

    /// <summary>Asks the caller's API for the right to a channel, and takes it.</summary>
    public async Task SubscribeAsync(Caller caller, string channel)
    {
        var signed = await caller.PostAsync("/broadcasting/auth", new { socket_id = Id, channel_name = channel });
        Assert.Equal(System.Net.HttpStatusCode.OK, signed.Status);
        var data = new Dictionary<string, string?> { ["channel"] = channel, ["auth"] = signed.Body.GetProperty("auth").GetString() };
        if (signed.Body.TryGetProperty("channel_data", out var member)) data["channel_data"] = member.GetString();
        await SayAsync(new { @event = "pusher:subscribe", data });
        await ReadAsync("pusher_internal:subscription_succeeded");
    }

    public async Task SayAsync(object frame)
    {
        using var patience = Patience();
        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(frame), WebSocketMessageType.Text, true, patience.Token);
    }

    /// <summary>The data of the next frame of this event; others before it are passed over.</summary>
    public async Task<JsonElement> ReadAsync(string eventName)
    {
        while (true)
        {
            var (name, data) = await ReadAnyAsync();
            if (name == eventName) return data;
        }
    }

    /// <summary>The next frame, whatever its event.</summary>
    public async Task<(string Event, JsonElement Data)> ReadAnyAsync()
    {
        var text = await ReadTextAsync();
        Assert.NotNull(text);
        var frame = JsonElement.Parse(text);
        return (frame.GetProperty("event").GetString()!, frame.TryGetProperty("data", out var data) ? JsonElement.Parse(data.GetString()!) : default);
    }

    /// <summary>Reads what still comes, and the code that the server closes with.</summary>
    public async Task<int> ReadCloseAsync()
    {
        while (await ReadTextAsync() is not null) { }
        return (int)_socket.CloseStatus!.Value;
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static CancellationTokenSource Patience()
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        source.CancelAfter(TimeSpan.FromSeconds(30));
        return source;
    }

    private async Task<string?> ReadTextAsync()
    {
        using var patience = Patience();
        using var whole = new MemoryStream();
        var buffer = new byte[4096];
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            whole.Write(buffer, 0, part.Count);
            if (part.EndOfMessage) return Encoding.UTF8.GetString(whole.ToArray());
        }
    }
}
