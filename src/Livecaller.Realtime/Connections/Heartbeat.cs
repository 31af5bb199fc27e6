namespace Livecaller.Realtime.Connections;

/// <summary>Pings a client that is silent, and gives it up when it stays so.</summary>
internal sealed class Heartbeat : IDisposable
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _activityTimeout;
    private readonly TimeSpan _pongTimeout;
    private readonly Action _ping;
    private readonly Action _giveUp;
    private readonly ITimer _timer;
    private long _lastHeard;
    private long? _pingedAt;

    public Heartbeat(TimeProvider time, TimeSpan activityTimeout, TimeSpan pongTimeout, Action ping, Action giveUp)
    {
        (_time, _activityTimeout, _pongTimeout, _ping, _giveUp) = (time, activityTimeout, pongTimeout, ping, giveUp);
        _lastHeard = time.GetTimestamp();
        _timer = time.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Wait(activityTimeout);
    }

    /// <summary>Notes that something came from the client. Cheap: it sets no timer.</summary>
    public void Heard() => Volatile.Write(ref _lastHeard, _time.GetTimestamp());

    public void Dispose() => _timer.Dispose();

    private void Tick()
    {
        var lastHeard = Volatile.Read(ref _lastHeard);
        if (_pingedAt is { } pingedAt && lastHeard < pingedAt)
        {
            _giveUp();
            return;
        }

        _pingedAt = null;
        var silence = _time.GetElapsedTime(lastHeard);
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
