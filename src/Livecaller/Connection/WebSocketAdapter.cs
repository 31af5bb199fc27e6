using System.Net.WebSockets;

namespace Livecaller.Connection;

/// <summary>Receives whole messages from a <see cref="WebSocket"/>.</summary>
internal sealed class WebSocketAdapter(WebSocket socket) : IPusherSocket
{
    private const int MaxMessageSize = 4 * 1024 * 1024;
    private const int ChunkSize = 4 * 1024;
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromMilliseconds(500);

    private readonly MessageBuffer _message = new(ChunkSize);

    public ValueTask SendAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken = default) =>
        socket.SendAsync(utf8, WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, cancellationToken);

    public async ValueTask<PusherSocketMessage> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            _message.Clear();
            // Waits for the next message without a buffer, so that an idle socket holds no memory. Other implementations may not support that.
            if (socket is ClientWebSocket && !OperatingSystem.IsBrowser())
            {
                var next = await socket.ReceiveAsync(Memory<byte>.Empty, cancellationToken).ConfigureAwait(false);
                if (next.MessageType == WebSocketMessageType.Close) return PusherSocketMessage.Closed((int?)socket.CloseStatus);
                if (next.EndOfMessage) return PusherSocketMessage.Text(default);
            }

            while (true)
            {
                var chunk = await socket.ReceiveAsync(_message.Space(), cancellationToken).ConfigureAwait(false);
                if (chunk.MessageType == WebSocketMessageType.Close) return PusherSocketMessage.Closed((int?)socket.CloseStatus);
                _message.Advance(chunk.Count);
                if (_message.Length > MaxMessageSize) return PusherSocketMessage.Closed((int)WebSocketCloseStatus.MessageTooBig);
                if (chunk.EndOfMessage) return PusherSocketMessage.Text(_message.Written);
            }
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            return PusherSocketMessage.Closed((int?)socket.CloseStatus);
        }
    }

    public async ValueTask CloseAsync(CancellationToken cancellationToken = default)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return;
        try
        {
            // The server also notices a socket that just ends: the close frame is not worth a long wait.
            using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            late.CancelAfter(CloseTimeout);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, late.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            socket.Abort();
        }
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
