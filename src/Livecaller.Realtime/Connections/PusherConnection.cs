using System.Net.WebSockets;
using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Channels;
using Livecaller.Realtime.Dialogue;
using Microsoft.Extensions.Logging;

namespace Livecaller.Realtime.Connections;

/// <summary>One client's socket: two loops, and one way to end them.</summary>
internal sealed partial class PusherConnection : ISubscriber
{
    private readonly WebSocket _socket;
    private readonly Action _cutOff;
    private readonly PusherOptions _options;
    private readonly TimeProvider _time;
    private readonly FrameDispatcher _dispatcher;
    private readonly ILogger _logger;
    private readonly OutgoingQueue _outgoing;
    private readonly TaskCompletionSource<CloseSignal> _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Heartbeat? _heartbeat;
    private int _invalidFrames;

    /// <param name="socketId">The socket's id.</param>
    /// <param name="socket">The accepted socket.</param>
    /// <param name="cutOff">Ends the network connection below the socket at once.</param>
    /// <param name="options">The limits.</param>
    /// <param name="time">The clock.</param>
    /// <param name="dispatcher">Does what frames ask for.</param>
    /// <param name="logger">The log.</param>
    public PusherConnection(
        string socketId, WebSocket socket, Action cutOff, PusherOptions options, TimeProvider time,
        FrameDispatcher dispatcher, ILogger logger)
    {
        SocketId = socketId;
        (_socket, _cutOff, _options, _time, _dispatcher, _logger) = (socket, cutOff, options, time, dispatcher, logger);
        _outgoing = new OutgoingQueue(options.MaxQueuedFrames, options.MaxQueuedBytes);
        Subscriptions = new SubscriptionSet(this);
        ClientEvents = new ClientEventRate(time, options.MaxClientEventsPerSecond);
    }

    public string SocketId { get; }

    public SubscriptionSet Subscriptions { get; }

    public ClientEventRate ClientEvents { get; }

    public void Send(ReadOnlyMemory<byte> frame)
    {
        if (!_outgoing.TryAdd(frame) && Close(CloseSignal.TooSlow)) LogTooSlow(SocketId);
    }

    /// <summary>Notes a sign of life: a frame, or anything below the frames.</summary>
    public void Heard() => _heartbeat?.Heard();

    /// <summary>Says that a frame is none of the protocol, and ends a connection that sends many of them in a row.</summary>
    public void RefuseFrame(string reason)
    {
        if (++_invalidFrames >= _options.MaxInvalidFrames) Close(CloseSignal.TooManyInvalid);
        else Send(ServerFrames.Error(PusherErrorCodes.InvalidFrame, reason));
    }

    /// <summary>Begins the end: what is queued is still sent, then the error and the close frame. False when it had begun before.</summary>
    public bool Close(CloseSignal signal)
    {
        if (!_closing.TrySetResult(signal)) return false;
        _outgoing.Complete();
        return true;
    }

    /// <summary>Talks until the connection has ended.</summary>
    public async Task RunAsync()
    {
        using var heartbeat = new Heartbeat(
            _time, _options.ActivityTimeout, _options.PongTimeout, () => Send(ServerFrames.Ping), () => Close(CloseSignal.NoPong));
        _heartbeat = heartbeat;
        var loops = Task.WhenAll(SendAllAsync(), ReceiveAllAsync());
        var signal = await _closing.Task.ConfigureAwait(false);

        // Others need not wait for this one's goodbye to learn that a member is gone.
        _dispatcher.End(this);
        try
        {
            await loops.WaitAsync(_options.CloseTimeout, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            CutOff();
            await loops.ConfigureAwait(false);
        }

        LogEnded(SocketId, signal.Code);
    }

    private void CutOff()
    {
        _socket.Abort();
        _cutOff();
    }

    [LoggerMessage(LogLevel.Debug, "Socket {SocketId} has ended with {Code}.")]
    private partial void LogEnded(string socketId, int code);

    [LoggerMessage(LogLevel.Information, "Socket {SocketId} fell behind and is closed.")]
    private partial void LogTooSlow(string socketId);

    [LoggerMessage(LogLevel.Debug, "Socket {SocketId} broke.")]
    private partial void LogBroke(Exception exception, string socketId);
}
