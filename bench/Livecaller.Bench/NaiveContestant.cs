using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Livecaller.Bench;

/// <summary>The simplest implementation: a list of sockets and a loop that awaits each send.</summary>
internal sealed class NaiveContestant : IContestant
{
    private readonly ConcurrentDictionary<WebSocket, bool> _sockets = [];
    private readonly WebApplication _app;

    private NaiveContestant(WebApplication app)
    {
        _app = app;
        app.UseWebSockets();
        app.Map("/ws", HandleAsync);
    }

    public Uri Address => new(_app.Urls.First().Replace("http", "ws", StringComparison.Ordinal) + "/ws");

    public string? Subscribe => null;

    public int InitialFrames => 1;

    public static async Task<NaiveContestant> StartAsync()
    {
        var contestant = new NaiveContestant(Server.CreateBuilder().Build());
        await contestant._app.StartAsync();
        return contestant;
    }

    public async ValueTask BroadcastAsync(string dataJson)
    {
        var frame = JsonSerializer.SerializeToUtf8Bytes(new { @event = "conversation.message", channel = "news", data = dataJson });
        foreach (var socket in _sockets.Keys)
            await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        _sockets[socket] = true;
        await socket.SendAsync("{}"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        try
        {
            var buffer = new byte[1024];
            while ((await socket.ReceiveAsync(buffer, CancellationToken.None)).MessageType != WebSocketMessageType.Close) { }
        }
        catch (WebSocketException)
        {
            // The benchmark closes connections without a close frame.
        }

        _sockets.TryRemove(socket, out _);
    }
}
