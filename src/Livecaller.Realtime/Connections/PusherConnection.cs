using System.Net.WebSockets;
using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Apps;
using Livecaller.Realtime.Channels;
using Livecaller.Realtime.Frames;
using Livecaller.Realtime.Limits;
using Livecaller.Realtime.Users;
using Microsoft.Extensions.Logging;

namespace Livecaller.Realtime.Connections;

/// <summary>A client's connection: a send loop, a receive loop and the close that ends both.</summary>
internal sealed partial class PusherConnection : ISubscriber
{
    private readonly WebSocket _socket;
    private readonly Action _abort;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly OutgoingQueue _outgoing;
    private readonly TaskCompletionSource<CloseSignal> _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Heartbeat? _heartbeat;
    private ITimer? _unauthorized;
    private ITimer? _idle;
    private int _invalidFrames;

    /// <param name="socketId">The socket's id.</param>
    /// <param name="socket">The accepted socket.</param>
    /// <param name="abort">Closes the network connection below the socket immediately.</param>
    /// <param name="app">The application.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public PusherConnection(
        string socketId, WebSocket socket, Action abort, PusherApp app, TimeProvider time, ILogger logger)
    {
        (SocketId, App) = (socketId, app);
        (_socket, _abort, _time, _logger) = (socket, abort, time, logger);
        _outgoing = new OutgoingQueue(Options.MaxQueuedFrames, Options.MaxQueuedBytes);
        Subscriptions = new SubscriptionSet(this);
        Budget = new ConnectionBudget(Options, time);
    }

    public string SocketId { get; }

    public PusherApp App { get; }

    public SubscriptionSet Subscriptions { get; }

    public ConnectionBudget Budget { get; }

    /// <summary>The user whom the client has signed in as; null for none. Changed by <see cref="UserHub"/> only.</summary>
    public SignedInUser? User { get; set; }

    /// <summary>Whether the connection has ended or is about to.</summary>
    public bool IsClosing => _closing.Task.IsCompleted;

    private PusherAppOptions Options => App.Options;

    public void Send(ReadOnlyMemory<byte> frame)
    {
        if (!_outgoing.TryAdd(frame) && Close(CloseSignal.TooSlow)) LogTooSlow(SocketId);
    }

    /// <summary>Notes activity of the client: a frame, or anything below the frames.</summary>
    public void OnActivity() => _heartbeat?.OnActivity();

    /// <summary>Notes a read from the network below the frames.</summary>
    public void OnRead()
    {
        if (!Budget.TryTakeRead()) Close(CloseSignal.TooManyFrames);
        OnActivity();
    }

    /// <summary>Notes that the client has subscribed to a channel with a valid signature.</summary>
    public void OnAuthorized() => _unauthorized?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Notes that the client has joined or left a channel.</summary>
    public void OnSubscriptionsChanged() =>
        _idle?.Change(Subscriptions.IsEmpty ? Options.IdleTimeout : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Answers a frame that is not valid, and closes a connection that sends many of them in a row.</summary>
    public void RefuseFrame(string reason, string? channel = null)
    {
        if (++_invalidFrames >= Options.MaxInvalidFrames) Close(CloseSignal.TooManyInvalid);
        else Send(ServerFrames.Error(PusherErrorCodes.InvalidFrame, reason, channel));
    }

    /// <summary>Closes the connection: the queued frames are sent first, then the error and the close frame. False when it is closing already.</summary>
    public bool Close(CloseSignal signal)
    {
        if (!_closing.TrySetResult(signal)) return false;
        _outgoing.Complete();
        return true;
    }

    /// <summary>Sends and receives until the connection has ended.</summary>
    public async Task RunAsync()
    {
        using var heartbeat = new Heartbeat(
            _time, Options.ActivityTimeout, Options.PongTimeout, () => Send(ServerFrames.Ping), () => Close(CloseSignal.NoPong));
        _heartbeat = heartbeat;
        using var unauthorized = _unauthorized = CallAfter(Options.UnauthorizedTimeout, () => Close(CloseSignal.NothingAuthorized));
        using var idle = _idle = CallAfter(Options.IdleTimeout, CloseIfIdle);
        var loops = Task.WhenAll(SendAllAsync(), ReceiveAllAsync());
        var signal = await _closing.Task.ConfigureAwait(false);

        // Before the closing handshake, so that others are notified immediately that a member has left.
        FrameDispatcher.End(this);
        try
        {
            await loops.WaitAsync(Options.CloseTimeout, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Abort();
            await loops.ConfigureAwait(false);
        }

        LogEnded(SocketId, signal.Code);
    }

    private ITimer? CallAfter(TimeSpan time, Action call) => time == TimeSpan.Zero ? null
        : _time.CreateTimer(_ => call(), null, time, Timeout.InfiniteTimeSpan);

    // A subscription that was answered may not have stopped the timer yet.
    private void CloseIfIdle()
    {
        if (Subscriptions.IsEmpty) Close(CloseSignal.Idle);
    }

    private void Abort()
    {
        _socket.Abort();
        _abort();
    }

    [LoggerMessage(LogLevel.Debug, "Socket {SocketId} ended with code {Code}.")]
    private partial void LogEnded(string socketId, int code);

    [LoggerMessage(LogLevel.Information, "Socket {SocketId} is closed because it reads too slowly.")]
    private partial void LogTooSlow(string socketId);

    [LoggerMessage(LogLevel.Debug, "Socket {SocketId} failed.")]
    private partial void LogFailed(Exception exception, string socketId);
}
