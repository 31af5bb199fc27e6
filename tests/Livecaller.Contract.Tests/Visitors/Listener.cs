using System.Net;
using System.Text;
using System.Text.Json;
using Livecaller.Connection;
using Livecaller.Contract.Tests.Servers;
using Livecaller.Protocol.Pusher;

namespace Livecaller.Contract.Tests.Visitors;

/// <summary>A Pusher client that speaks the protocol itself.</summary>
public sealed class Listener : IAsyncDisposable
{
    private readonly IPusherSocket _socket;

    private Listener(IPusherSocket socket) => _socket = socket;

    public string Id { get; private set; } = "";

    public static async Task<Listener> ConnectAsync(IContractServer server)
    {
        var listener = await OpenAsync(server, "?protocol=7&client=contract&version=1.0");
        var (name, _, data) = await listener.NextAsync();
        Assert.Equal(PusherEventNames.ConnectionEstablished, name);
        listener.Id = data.GetProperty("socket_id").GetString()!;
        return listener;
    }

    /// <summary>Opens a socket with the widget's key, or another one, and whatever stands behind it.</summary>
    public static async Task<Listener> OpenAsync(IContractServer server, string query, string? key = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        var realtime = (await new Visitor(server).GetAsync("")).Data.GetProperty("realtime");
        var address = new UriBuilder(server.Address)
        {
            Scheme = realtime.GetProperty("scheme").GetString(),
            Host = realtime.GetProperty("host").GetString(),
            Port = realtime.GetProperty("port").GetInt32(),
            Path = $"{realtime.GetProperty("path").GetString()}/app/{key ?? realtime.GetProperty("key").GetString()}",
            Query = query,
        };
        return new(await server.Sockets.ConnectAsync(address.Uri, TestContext.Current.CancellationToken));
    }

    /// <summary>Asks for the right to a channel, and takes it.</summary>
    public async Task SubscribeAsync(Visitor visitor, string channel)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        var signed = await visitor.PostAsync("broadcasting/auth", new { socket_id = Id, channel_name = channel });
        Assert.Equal(HttpStatusCode.OK, signed.Status);
        await SubscribeAsync(channel, signed.Body.GetProperty("auth").GetString());
        await HearAsync(PusherEventNames.SubscriptionSucceeded);
    }

    public Task SubscribeAsync(string channel, string? auth) => SendAsync(new { @event = PusherEventNames.Subscribe, data = new { channel, auth } });

    public Task SendAsync(object frame) => SendTextAsync(JsonSerializer.Serialize(frame));

    public async Task SendTextAsync(string text) => await _socket.SendAsync(Encoding.UTF8.GetBytes(text), TestContext.Current.CancellationToken);

    /// <summary>The data of the next frame of this event; others before it are passed over.</summary>
    public async Task<JsonElement> HearAsync(string eventName)
    {
        while (true)
        {
            var (name, _, data) = await NextAsync();
            if (name == eventName) return data;
        }
    }

    /// <summary>The next frame.</summary>
    public async Task<(string Event, string? Channel, JsonElement Data)> NextAsync()
    {
        var message = await ReceiveAsync();
        Assert.False(message.IsClosed, $"The socket was closed with {message.CloseCode}.");
        var frame = JsonElement.Parse(message.Utf8.Span);
        // Protocol 7 has the data as a text that holds JSON, except of errors, where libraries take either.
        var data = frame.TryGetProperty("data", out var given) ? given : default;
        return (frame.GetProperty("event").GetString()!, frame.TryGetProperty("channel", out var channel) ? channel.GetString() : null,
            data.ValueKind == JsonValueKind.String ? JsonElement.Parse(data.GetString()!) : data);
    }

    /// <summary>The code that the server closes with; what comes before it is passed over.</summary>
    public async Task<int?> EndAsync()
    {
        while (true)
        {
            if (await ReceiveAsync() is { IsClosed: true } end) return end.CloseCode;
        }
    }

    public ValueTask DisposeAsync() => _socket.DisposeAsync();

    private async Task<PusherSocketMessage> ReceiveAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        return await _socket.ReceiveAsync(patience.Token);
    }
}
