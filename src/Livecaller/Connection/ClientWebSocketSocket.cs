using System.Net.WebSockets;

namespace Livecaller.Connection;

internal sealed class ClientWebSocketSocket(ClientWebSocket socket) : IPusherSocket
{
    private const int LargestMessage = 4 * 1024 * 1024;
    private const int ChunkSize = 4 * 1024;
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromMilliseconds(500);

    private readonly ReceiveBuffer _message = new(ChunkSize);

    public ValueTask SendAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken = default) =>
        socket.SendAsync(utf8, WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, cancellationToken);

    public async ValueTask<PusherSocketMessage> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            _message.Clear();
            // An idle socket holds no memory: this waits for the next message without any. A browser has its own.
            if (!OperatingSystem.IsBrowser())
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
                if (_message.Length > LargestMessage) return PusherSocketMessage.Closed((int)WebSocketCloseStatus.MessageTooBig);
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
            // The farewell is a courtesy: nobody waits long for it.
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
