using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Apps;
using Livecaller.Realtime.Channels;
using Livecaller.Realtime.Frames;
using Livecaller.Realtime.Limits;
using Livecaller.Realtime.Users;
using Microsoft.Extensions.Logging;

namespace Livecaller.Realtime.Connections;

/// <summary>A client's connection. An idle one has no task, timer or buffer of its own besides the pending read.</summary>
internal sealed partial class PusherConnection : WheelEntry, ISubscriber
{
    private readonly UpgradedConnection _connection;
    private readonly ConnectionContext _context;
    private Closing? _closing;
    private int _invalidFrames;

    /// <param name="socketId">The socket's id.</param>
    /// <param name="connection">The connection after the upgrade.</param>
    /// <param name="app">The application.</param>
    /// <param name="context">What all connections share.</param>
    public PusherConnection(string socketId, UpgradedConnection connection, PusherApp app, ConnectionContext context)
    {
        (SocketId, App) = (socketId, app);
        (_connection, _context) = (connection, context);
        _reader = new WebSocketReader(Options.MaxFrameBytes);
        Subscriptions = new SubscriptionSet(this);
        Budget = new ConnectionBudget(Options, context.Time);
    }

    public string SocketId { get; }

    public PusherApp App { get; }

    public SubscriptionSet Subscriptions { get; }

    public ConnectionBudget Budget { get; }

    /// <summary>The user whom the client has signed in as; null for none. Changed by <see cref="UserHub"/> only.</summary>
    public SignedInUser? User { get; set; }

    /// <summary>Whether the connection has ended or is about to.</summary>
    public bool IsClosing => Volatile.Read(ref _closing) is not null;

    private PusherAppOptions Options => App.Options;

    /// <summary>Answers a frame that is not valid, and closes a connection that sends many of them in a row.</summary>
    public void RefuseFrame(string reason, string? channel = null)
    {
        if (++_invalidFrames >= Options.MaxInvalidFrames) Close(CloseSignal.TooManyInvalid);
        else Send(ServerFrames.Error(PusherErrorCodes.InvalidFrame, reason, channel));
    }

    /// <summary>Welcomes or refuses the client, and serves it until the connection has ended.</summary>
    public async Task RunAsync(CloseSignal? refusal = null)
    {
        StartClock();
        if (refusal is not null) Close(refusal);
        else Send(ServerFrames.Established(SocketId, Options.ActivityTimeout, App.Welcome));
        await ReceiveAllAsync().ConfigureAwait(false);
        Close(CloseSignal.Lost);
        await _closing!.Done.Task.ConfigureAwait(false);
        _closing.Timer?.Dispose();
        LogEnded(_context.Logger, SocketId, _closing.Signal.Code);
    }

    [LoggerMessage(LogLevel.Debug, "Socket {SocketId} ended with code {Code}.")]
    private static partial void LogEnded(ILogger logger, string socketId, int code);

    [LoggerMessage(LogLevel.Information, "Socket {SocketId} is closed because it reads too slowly.")]
    private static partial void LogTooSlow(ILogger logger, string socketId);

    [LoggerMessage(LogLevel.Debug, "Socket {SocketId} failed.")]
    private static partial void LogFailed(ILogger logger, Exception exception, string socketId);
}

/// <summary>What all connections share.</summary>
/// <param name="Clock">Pings and closes connections when their time has come.</param>
/// <param name="Time">The clock.</param>
/// <param name="Logger">The log.</param>
internal sealed record ConnectionContext(ConnectionClock Clock, TimeProvider Time, ILogger Logger);
