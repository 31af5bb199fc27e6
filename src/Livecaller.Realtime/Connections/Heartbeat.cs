namespace Livecaller.Realtime.Connections;

/// <summary>Pings a client that is silent, and closes the connection when the ping is not answered.</summary>
internal sealed class Heartbeat : IDisposable
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _activityTimeout;
    private readonly TimeSpan _pongTimeout;
    private readonly Action _ping;
    private readonly Action _close;
    private readonly ITimer _timer;
    private long _lastActivity;
    private long? _pingedAt;

    public Heartbeat(TimeProvider time, TimeSpan activityTimeout, TimeSpan pongTimeout, Action ping, Action close)
    {
        (_time, _activityTimeout, _pongTimeout, _ping, _close) = (time, activityTimeout, pongTimeout, ping, close);
        _lastActivity = time.GetTimestamp();
        _timer = time.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Wait(activityTimeout);
    }

    /// <summary>Notes that the client sent something. Cheap: does not set a timer.</summary>
    public void OnActivity() => Volatile.Write(ref _lastActivity, _time.GetTimestamp());

    public void Dispose() => _timer.Dispose();

    private void Tick()
    {
        var lastActivity = Volatile.Read(ref _lastActivity);
        if (_pingedAt is { } pingedAt && lastActivity < pingedAt)
        {
            _close();
            return;
        }

        _pingedAt = null;
        var silence = _time.GetElapsedTime(lastActivity);
        if (silence < _activityTimeout)
        {
            Wait(_activityTimeout - silence);
            return;
        }

        _pingedAt = _time.GetTimestamp();
        _ping();
        Wait(_pongTimeout);
    }

    private void Wait(TimeSpan time) => _timer.Change(time, Timeout.InfiniteTimeSpan);
}
