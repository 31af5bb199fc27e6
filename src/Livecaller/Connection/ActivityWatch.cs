namespace Livecaller.Connection;

/// <summary>Notices that a connection is dead: pings after a silence, and gives up when nothing comes after that.</summary>
internal sealed class ActivityWatch : IDisposable
{
    /// <summary>How long the first frame, and any frame after a ping, may take.</summary>
    public static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(30);

    /// <summary>How long an answer may take once there is reason for doubt.</summary>
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(5);

    private enum Phase
    {
        Handshake,
        Active,
        Pinged,
    }

    private readonly Lock _lock = new();
    private readonly Action _ping;
    private readonly Action _dead;
    private readonly OneShotTimer _timer;
    private TimeSpan _silence;
    private Phase _phase = Phase.Handshake;

    public ActivityWatch(TimeProvider time, Action ping, Action dead)
    {
        _ping = ping;
        _dead = dead;
        _timer = new(time, Elapsed);
        _timer.Start(AnswerTimeout);
    }

    /// <summary>The handshake is over; from now on this much silence is answered with a ping.</summary>
    public void Established(TimeSpan silence)
    {
        lock (_lock)
        {
            _silence = silence;
            Listen();
        }
    }

    /// <summary>A frame came, whichever.</summary>
    public void Heard()
    {
        lock (_lock)
        {
            if (_phase != Phase.Handshake) Listen();
        }
    }

    /// <summary>The connection may be dead: pings now, and gives up soon when nothing comes.</summary>
    public void Probe()
    {
        bool ping;
        lock (_lock)
        {
            ping = _phase != Phase.Handshake;
            if (ping) _phase = Phase.Pinged;
            _timer.Start(ProbeTimeout);
        }

        if (ping) _ping();
    }

    public void Dispose() => _timer.Dispose();

    private void Listen()
    {
        _phase = Phase.Active;
        _timer.Start(_silence);
    }

    private void Elapsed()
    {
        bool ping;
        lock (_lock)
        {
            ping = _phase == Phase.Active;
            if (ping)
            {
                _phase = Phase.Pinged;
                _timer.Start(AnswerTimeout);
            }
        }

        if (ping) _ping();
        else _dead();
    }
}
