using System.Net.WebSockets;
using Livecaller.Connection;

namespace Livecaller.Contract.Tests.Servers;

/// <summary>Real sockets, as any Pusher client opens them.</summary>
internal sealed class WebSockets : IPusherSocketFactory
{
    public async ValueTask<IPusherSocket> ConnectAsync(Uri address, CancellationToken cancellationToken = default)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(address, cancellationToken);
        return new Socket(socket);
    }

    private sealed class Socket(ClientWebSocket socket) : IPusherSocket
    {
        public ValueTask SendAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken = default) =>
            socket.SendAsync(utf8, WebSocketMessageType.Text, true, cancellationToken);

        public async ValueTask<PusherSocketMessage> ReceiveAsync(CancellationToken cancellationToken = default)
        {
            using var whole = new MemoryStream();
            var buffer = new byte[4096];
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
                if (part.MessageType == WebSocketMessageType.Close) return PusherSocketMessage.Closed((int?)socket.CloseStatus);
                whole.Write(buffer, 0, part.Count);
                if (part.EndOfMessage) return PusherSocketMessage.Text(whole.ToArray());
            }
        }

        public async ValueTask CloseAsync(CancellationToken cancellationToken = default) =>
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);

        public ValueTask DisposeAsync()
        {
            socket.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
