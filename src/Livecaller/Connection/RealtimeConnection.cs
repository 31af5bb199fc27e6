using Livecaller.Http;
using Livecaller.Protocol.Pusher;

namespace Livecaller.Connection;

/// <summary>
/// The realtime connection: one socket at a time, replaced when it ends.
/// See <see href="https://pusher.com/docs/channels/library_auth_reference/pusher-websockets-protocol/"/>.
/// </summary>
/// <param name="address">Returns the address. Called before every attempt.</param>
/// <param name="sockets">Opens sockets.</param>
/// <param name="channels">The channels of each socket.</param>
/// <param name="policy">Decides about the delays between attempts.</param>
/// <param name="time">The clock.</param>
/// <param name="changed">Called after every change of the state.</param>
/// <param name="logger">The log.</param>
/// <param name="welcomed">Called with the epoch of the logs for each new socket, before its channels are subscribed to.</param>
internal sealed partial class RealtimeConnection(
    Func<CancellationToken, Task<Uri>> address, IPusherSocketFactory sockets, ChannelSubscriptions channels, ReconnectPolicy policy,
    TimeProvider time, Action<ConnectionState> changed, ILogger logger, Action<string?>? welcomed = null) : IAsyncDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(20);

    private readonly Lock _lock = new();
    private readonly RetrySignal _signal = new(time);
    private CancellationTokenSource? _stop;
    private CancellationTokenSource? _attempt;
    private PusherLink? _link;
    private bool _wanted;
    private bool _suspended;
    private Task _running = Task.CompletedTask;
    private ConnectionState _state = ConnectionState.Disconnected;
    private int? _stopCode;
    private bool _failed;

    public ConnectionState State
    {
        get
        {
            lock (_lock) return _state;
        }
    }

    /// <summary>The close code with which the server refused the client; null while it is retried.</summary>
    public int? StopCode
    {
        get
        {
            lock (_lock) return _failed ? _stopCode : null;
        }
    }

    /// <summary>Connects and stays connected. Does nothing when already started; while suspended, connects when resumed.</summary>
    public void Start()
    {
        lock (_lock)
        {
            _wanted = true;
            if (!_suspended) Begin();
        }
    }

    /// <summary>Ends the connection, and waits until it has ended.</summary>
    public Task StopAsync()
    {
        lock (_lock)
        {
            _wanted = false;
            return End();
        }
    }

    /// <summary>Ends the connection until <see cref="Resume"/>, even if it is started meanwhile.</summary>
    public Task SuspendAsync()
    {
        lock (_lock)
        {
            _suspended = true;
            return End();
        }
    }

    public void Resume()
    {
        lock (_lock)
        {
            _suspended = false;
            if (_wanted) Begin();
        }
    }

    /// <summary>The network may have changed: the next attempt is made now, and an existing connection is checked.</summary>
    public void ReconnectNow()
    {
        PusherLink? link;
        lock (_lock)
        {
            link = _link;
            if (link is null) _ = _attempt?.CancelAsync();
        }

        if (link is not null) link.Probe();
        else _signal.Release();
    }

    public ValueTask DisposeAsync() => new(StopAsync());

    /// <summary>Needs the lock.</summary>
    private void Begin()
    {
        // A failed connection has ended, even if its task has not completed yet.
        if (_stop is not null && !_running.IsCompleted && !_failed) return;
        _failed = false;
        _stop = new();
        var stop = _stop.Token;
        var before = _running;
        _running = Task.Run(async () =>
        {
            await before.ConfigureAwait(false);
            await RunAsync(stop).ConfigureAwait(false);
        });
    }

    /// <summary>Needs the lock.</summary>
    private Task End()
    {
        // Not synchronously: cancellation runs callbacks, and the lock is held.
        _ = _stop?.CancelAsync();
        _stop = null;
        return _running;
    }

    private async Task RunAsync(CancellationToken stop)
    {
        Set(ConnectionState.Connecting);
        try
        {
            while (true)
            {
                var mark = _signal.Mark();
                var (code, lived) = await ConnectOnceAsync(stop).ConfigureAwait(false);
                if (policy.Next(code, lived) is not { } delay)
                {
                    // An ended session is normal, and is handled by the owner.
                    if (code == PusherErrorCodes.Unauthorized) LogSessionEnded();
                    else LogStopped(code);
                    lock (_lock) (_failed, _stopCode) = (true, code);
                    Set(ConnectionState.Failed);
                    return;
                }

                LogEnded(code, delay);
                Set(ConnectionState.Unavailable);
                await WaitAsync(delay, mark, stop).ConfigureAwait(false);
            }
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // The failure of an attempt in progress does not matter any more.
            Set(ConnectionState.Disconnected);
        }
    }

    private async Task<(int? Code, TimeSpan Lived)> ConnectOnceAsync(CancellationToken stop)
    {
        try
        {
            var link = new PusherLink(await OpenAsync(stop).ConfigureAwait(false), time, logger);
            await using var linkLifetime = link.ConfigureAwait(false);
            try
            {
                lock (_lock) _link = link;
                var code = await link.RunAsync(Establish, channels.Dispatch, stop).ConfigureAwait(false);
                return (code, link.Lived);
            }
            finally
            {
                channels.Detach();
                lock (_lock) _link = null;
            }
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            LogNoConnection(e);
            return (null, TimeSpan.Zero);
        }
    }

    private async Task<IPusherSocket> OpenAsync(CancellationToken stop)
    {
        var where = await address(stop).ConfigureAwait(false);
        using var late = new CancellationTokenSource(ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, late.Token);
        lock (_lock) _attempt = either;
        try
        {
            return await ConnectAsync(where, either.Token).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock) _attempt = null;
        }
    }

    private async Task<IPusherSocket> ConnectAsync(Uri where, CancellationToken cancellationToken)
    {
        var connecting = sockets.ConnectAsync(where, cancellationToken).AsTask();
        try
        {
            return await connecting.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // A factory that ignores the cancellation token must not block the caller. Its socket is not needed any more.
            _ = DisposeLateAsync(connecting);
            throw;
        }
    }

    private static async Task DisposeLateAsync(Task<IPusherSocket> connecting)
    {
        await ((Task)connecting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (connecting.IsCompletedSuccessfully) await connecting.Result.DisposeAsync().ConfigureAwait(false);
    }

    private async Task WaitAsync(TimeSpan delay, Task mark, CancellationToken stop)
    {
        if (delay > TimeSpan.Zero) await _signal.WaitAsync(delay, mark, stop).ConfigureAwait(false);
        // The network has changed since the attempt: earlier failures say nothing about the new network.
        if (mark.IsCompleted) policy.Reset();
    }

    private void Establish(PusherLink link)
    {
        welcomed?.Invoke(link.Epoch);
        channels.Attach(link);
        Set(ConnectionState.Connected);
    }

    // The only place where the state changes.
    private void Set(ConnectionState state)
    {
        lock (_lock)
        {
            if (_state == state) return;
            _state = state;
        }

        changed(state);
    }

    [LoggerMessage(LogLevel.Information, "The realtime connection could not be made.")]
    private partial void LogNoConnection(Exception exception);

    [LoggerMessage(LogLevel.Information, "The realtime connection ended with {Code}. The next attempt is in {Delay}.")]
    private partial void LogEnded(int? code, TimeSpan delay);

    [LoggerMessage(LogLevel.Information, "The realtime server reports that the session has ended.")]
    private partial void LogSessionEnded();

    [LoggerMessage(LogLevel.Error, "The realtime server refused the client ({Code}). The connection is not retried.")]
    private partial void LogStopped(int? code);
}
