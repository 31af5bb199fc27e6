using System.Net.WebSockets;
using System.Text;
using Livecaller.Realtime.Frames;

namespace Livecaller.Realtime.Connections;

internal sealed partial class PusherConnection
{
    // RFC 6455: the payload of a control frame has at most 125 bytes, two of which are the code.
    private const int MaxReasonBytes = 123;

    private async Task SendAllAsync()
    {
        try
        {
            await foreach (var frame in _outgoing.ReadAllAsync().ConfigureAwait(false))
            {
                await SendTextAsync(frame).ConfigureAwait(false);
                _outgoing.Sent(frame);
            }

            await SendCloseAsync(await _closing.Task.ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogFailed(e, SocketId);
            Close(CloseSignal.Lost);
            Abort();
        }
    }

    private async Task SendCloseAsync(CloseSignal signal)
    {
        if (signal.ErrorCode is { } code) await SendTextAsync(ServerFrames.Error(code, signal.Reason)).ConfigureAwait(false);
        if (_socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived)) return;
        await _socket.CloseOutputAsync((WebSocketCloseStatus)signal.Code, Shorten(signal.Reason), CancellationToken.None).ConfigureAwait(false);
    }

    private ValueTask SendTextAsync(ReadOnlyMemory<byte> frame) =>
        _socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private static string Shorten(string reason)
    {
        while (Encoding.UTF8.GetByteCount(reason) > MaxReasonBytes) reason = reason[..^1];
        return reason;
    }
}
