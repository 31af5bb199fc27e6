namespace Livecaller.Connection;

/// <summary>Detects a dead connection: pings after a period without frames, and gives up when there is no answer.</summary>
internal sealed class ActivityWatch : IDisposable
{
    /// <summary>The timeout of the first frame, and of the answer to a ping.</summary>
    public static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(30);

    /// <summary>The timeout of an answer when there is reason to assume that the connection is dead.</summary>
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

    /// <summary>The handshake is complete. From now on, a period of this length without frames causes a ping.</summary>
    public void Established(TimeSpan silence)
    {
        lock (_lock)
        {
            _silence = silence;
            Listen();
        }
    }

    /// <summary>A frame was received.</summary>
    public void OnReceived()
    {
        lock (_lock)
        {
            if (_phase != Phase.Handshake) Listen();
        }
    }

    /// <summary>The connection may be dead: pings now, and gives up soon when there is no answer.</summary>
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
