using System.Net.WebSockets;
using System.Threading.Channels;
using Livecaller.Connection;
using Livecaller.Protocol.Pusher;

namespace Livecaller.Testing.Realtime;

/// <summary>The client's end of a socket in memory.</summary>
internal sealed class TestSocket(TestPusher pusher, string id) : IPusherSocket
{
    private readonly Channel<byte[]> _toClient = Channel.CreateUnbounded<byte[]>();
    private int? _closeCode;

    public string Id { get; } = id;

    /// <summary>The channels that this socket is subscribed to. Guarded by the server's lock.</summary>
    public HashSet<string> Channels { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the client has received everything that was sent to it.</summary>
    public bool IsIdle => _toClient.Reader.Count == 0;

    public ValueTask SendAsync(ReadOnlyMemory<byte> utf8, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!pusher.Receive(this, utf8.Span))
            throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely, "The socket is closed.");
        return ValueTask.CompletedTask;
    }

    public async ValueTask<PusherSocketMessage> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        while (await _toClient.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (_toClient.Reader.TryRead(out var frame)) return PusherSocketMessage.Text(frame);
        }

        return PusherSocketMessage.Closed(_closeCode);
    }

    public ValueTask CloseAsync(CancellationToken cancellationToken = default)
    {
        pusher.End(this, (int)WebSocketCloseStatus.NormalClosure);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => CloseAsync();

    public void Enqueue(PusherFrame frame) => _toClient.Writer.TryWrite(PusherFrameWriter.WriteFromServer(frame));

    /// <summary>Ends the socket. The client receives what was sent before, and then the end.</summary>
    public void Complete(int? code)
    {
        _closeCode = code;
        _toClient.Writer.TryComplete();
    }
}
