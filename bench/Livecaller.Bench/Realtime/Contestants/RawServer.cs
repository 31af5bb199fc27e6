using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Livecaller.Bench.Realtime.Contestants;

/// <summary>Channels as one would write them on the WebSockets of ASP.NET Core: a set of sockets for each, and a loop that awaits each send.</summary>
internal sealed class RawServer
{
    private static readonly byte[] Subscribed = """{"event":"subscribed"}"""u8.ToArray();

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<WebSocket, bool>> _channels = [];

    public void Map(WebApplication app)
    {
        app.UseWebSockets();
        app.Map("/ws", HandleAsync);
    }

    private async Task HandleAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        string? channel = null;
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (received.MessageType == WebSocketMessageType.Close) return;
                var message = buffer.AsMemory(0, received.Count);
                if (Read(message.Span, out var target) == "subscribe")
                {
                    _channels.GetOrAdd(channel = target!, static _ => []).TryAdd(socket, true);
                    await socket.SendAsync(Subscribed, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
                }
                else
                {
                    foreach (var (other, _) in _channels[target!])
                    {
                        if (other != socket) await SendAsync(other, message);
                    }
                }
            }
        }
        catch (WebSocketException)
        {
            // The load generator closes connections without a close frame.
        }
        finally
        {
            if (channel is not null) _channels[channel].TryRemove(socket, out _);
        }
    }

    private static string? Read(ReadOnlySpan<byte> message, out string? channel)
    {
        var reader = new Utf8JsonReader(message);
        string? name = null;
        channel = null;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("event"u8))
            {
                reader.Read();
                name = reader.GetString();
            }
            else if (reader.ValueTextEquals("channel"u8))
            {
                reader.Read();
                channel = reader.GetString();
            }
            else
            {
                reader.Skip();
            }
        }

        return name;
    }

    // A socket that was closed in the meantime is removed by its own loop.
    private static async ValueTask SendAsync(WebSocket socket, ReadOnlyMemory<byte> message)
    {
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        catch (WebSocketException)
        {
        }
    }
}
