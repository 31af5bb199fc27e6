using System.Net.WebSockets;
using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Frames;

namespace Livecaller.Realtime.Connections;

internal sealed partial class PusherConnection
{
    // Parts of a large message come with at least this many bytes; smaller ones are fragments, which count as frames.
    private const int MinPartBytes = 256;

    private async Task ReceiveAllAsync()
    {
        using var buffer = new ReceiveBuffer(Options.MaxFrameBytes);
        try
        {
            while (await ReceiveAsync(buffer).ConfigureAwait(false)) { }
        }
        catch (Exception e)
        {
            // After a violation of RFC 6455, .NET has written the close frame itself; aborting here would lose it.
            LogFailed(e, SocketId);
            Close(CloseSignal.Lost);
        }
    }

    private async ValueTask<bool> ReceiveAsync(ReceiveBuffer buffer)
    {
        var part = await _socket.ReceiveAsync(buffer.Free, CancellationToken.None).ConfigureAwait(false);
        if (part.MessageType == WebSocketMessageType.Close)
        {
            Close(CloseSignal.ByClient(_socket.CloseStatus));
            return false;
        }

        OnActivity();
        if (_closing.Task.IsCompleted)
        {
            // The connection is closing: only the client's close frame is waited for.
            buffer.Clear();
            return true;
        }

        if ((part.EndOfMessage || part.Count < MinPartBytes) && !Budget.TryTakeFrame())
        {
            Close(CloseSignal.TooManyFrames);
            buffer.Clear();
            return true;
        }

        if (part.MessageType == WebSocketMessageType.Binary)
        {
            Close(CloseSignal.Binary);
            return true;
        }

        buffer.Advance(part.Count);
        if (part.EndOfMessage)
        {
            await HandleAsync(buffer.Written).ConfigureAwait(false);
            buffer.Clear();
        }
        else if (!buffer.TryMakeRoom())
        {
            Close(CloseSignal.TooLarge);
            buffer.Clear();
        }

        return true;
    }

    private ValueTask HandleAsync(ReadOnlySpan<byte> message)
    {
        if (!PusherFrameReader.TryRead(message, out var frame, out var reason))
        {
            RefuseFrame(reason);
            return ValueTask.CompletedTask;
        }

        var before = _invalidFrames;
        var handled = FrameDispatcher.DispatchAsync(this, frame);
        if (_invalidFrames == before) _invalidFrames = 0;
        return handled;
    }
}
