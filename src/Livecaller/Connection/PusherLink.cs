using System.Text.Json;
using Livecaller.Protocol.Pusher;

namespace Livecaller.Connection;

/// <summary>One socket, from its opening to its end.</summary>
internal sealed partial class PusherLink(IPusherSocket socket, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan OwnActivityTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromMilliseconds(500);
    private static readonly PusherFrame Ping = new(PusherEventNames.Ping, Data: "{}");
    private static readonly PusherFrame Pong = new(PusherEventNames.Pong, Data: "{}");

    private readonly CancellationTokenSource _over = new();
    // Not disposed: a timer may cancel it while the socket ends, and without a timer of its own it holds nothing.
    private readonly CancellationTokenSource _dead = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private long _establishedAt;
    private int? _errorCode;
    private volatile ActivityWatch? _watch;

    /// <summary>The server's id of this socket; null before the handshake is complete.</summary>
    public string? SocketId { get; private set; }

    /// <summary>The epoch of the logs, as the server told it in the handshake; null for a server without epochs.</summary>
    public string? Epoch { get; private set; }

    /// <summary>Canceled when this socket has ended.</summary>
    public CancellationToken Over => _over.Token;

    /// <summary>How long it was established.</summary>
    public TimeSpan Lived => SocketId is null ? TimeSpan.Zero : time.GetElapsedTime(_establishedAt);

    /// <summary>Reads frames until the socket ends. Returns the close code, or null when the connection broke.</summary>
    public async Task<int?> RunAsync(Action<PusherLink> established, Action<PusherFrame> received, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _dead.Token);
        using var watch = new ActivityWatch(time, () => _ = TrySendAsync(Ping), () => _ = _dead.CancelAsync());
        _watch = watch;
        try
        {
            while (true)
            {
                var message = await socket.ReceiveAsync(either.Token).ConfigureAwait(false);
                if (message.IsClosed) return message.CloseCode is null or 1000 or 1005 or 1006 ? _errorCode ?? message.CloseCode : message.CloseCode;
                watch.OnReceived();
                if (!PusherFrameReader.TryRead(message.Utf8.Span, out var frame, out var reason)) LogUnreadable(reason);
                else if (frame.Event == PusherEventNames.ConnectionEstablished) Establish(frame, watch, established);
                else if (frame.Event == PusherEventNames.Ping) _ = TrySendAsync(Pong);
                else if (frame.Event == PusherEventNames.Error && IsFatal(frame)) return _errorCode;
                else if (SocketId is not null) received(frame);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            LogNoAnswer();
            return null;
        }
        finally
        {
            await _over.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Pings the server, and ends when it does not answer soon.</summary>
    public void Probe() => _watch?.Probe();

    /// <summary>Sends a frame. A frame that cannot be sent is lost with the socket, whose end is noticed elsewhere.</summary>
    public async Task<bool> TrySendAsync(PusherFrame frame)
    {
        await CallerContext.LeaveAsync();
        try
        {
            await _sending.WaitAsync(Over).ConfigureAwait(false);
            try
            {
                await socket.SendAsync(PusherFrameWriter.WriteFromClient(frame), Over).ConfigureAwait(false);
                return true;
            }
            finally
            {
                _sending.Release();
            }
        }
        catch (Exception e)
        {
            LogNotSent(e, frame.Event);
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            // Suspending or disposing the client does not wait long for the close frame.
            using var late = new CancellationTokenSource(CloseTimeout, time);
            await socket.CloseAsync(late.Token).AsTask().WaitAsync(late.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogNotSent(e, "close");
        }

        await socket.DisposeAsync().ConfigureAwait(false);
    }

    private void Establish(PusherFrame frame, ActivityWatch watch, Action<PusherLink> established)
    {
        // A second handshake on one socket would give the subscriptions another socket id.
        if (SocketId is not null || Read(frame, PusherJson.Default.ConnectionEstablished) is not { SocketId.Length: > 0 } handshake) return;
        var silence = TimeSpan.FromSeconds(Math.Clamp(handshake.ActivityTimeout, 1, OwnActivityTimeout.TotalSeconds));
        (SocketId, Epoch) = (handshake.SocketId, handshake.Epoch);
        _establishedAt = time.GetTimestamp();
        watch.Established(silence);
        established(this);
    }

    private bool IsFatal(PusherFrame frame)
    {
        var error = Read(frame, PusherJson.Default.PusherError);
        LogError(error?.Code, error?.Message);
        if (error?.Code is not (>= 4000 and <= 4299)) return false;
        _errorCode = error.Code;
        return true;
    }

    private T? Read<T>(PusherFrame frame, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) where T : class
    {
        try
        {
            return frame.Data is null ? null : JsonSerializer.Deserialize(frame.Data, type);
        }
        catch (JsonException e)
        {
            LogUnreadable(e.Message);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "A frame could not be read: {Reason}")]
    private partial void LogUnreadable(string reason);

    [LoggerMessage(LogLevel.Warning, "The realtime server reports error {Code}: {Message}")]
    private partial void LogError(int? code, string? message);

    [LoggerMessage(LogLevel.Information, "The realtime server does not answer any more.")]
    private partial void LogNoAnswer();

    [LoggerMessage(LogLevel.Debug, "The frame {Event} could not be sent.")]
    private partial void LogNotSent(Exception exception, string @event);
}
