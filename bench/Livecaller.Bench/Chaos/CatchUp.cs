using System.Diagnostics;

namespace Livecaller.Bench.Chaos;

/// <summary>How long one client lacks what it should have: from a kill until it has all that was stored before it was connected again.</summary>
/// <param name="stored">How many messages are stored for the client now.</param>
/// <param name="delivered">How many it has now.</param>
internal sealed class CatchUp(Func<int> stored, Func<int> delivered)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<KillCause, List<double>> _seconds = Enum.GetValues<KillCause>().ToDictionary(c => c, _ => new List<double>());
    private (long At, KillCause Cause)? _killed;
    private int? _wanted;

    public IReadOnlyList<double> Seconds(KillCause cause)
    {
        lock (_lock) return [.. _seconds[cause]];
    }

    /// <summary>The client's WebSocket dies now; when it was not up again since an earlier kill, that one goes on counting.</summary>
    public void Killed(KillCause cause)
    {
        lock (_lock)
        {
            _wanted = null;
            _killed ??= (Stopwatch.GetTimestamp(), cause);
        }
    }

    public void Connected()
    {
        lock (_lock) if (_killed is not null) _wanted = stored();
        Look();
    }

    public void Look()
    {
        lock (_lock)
        {
            if (_killed is not { } killed || _wanted is not { } wanted || delivered() < wanted) return;
            _seconds[killed.Cause].Add(Stopwatch.GetElapsedTime(killed.At).TotalSeconds);
            (_killed, _wanted) = (null, null);
        }
    }
}

/// <summary>What took a client's WebSocket away.</summary>
internal enum KillCause
{
    /// <summary>The connection ended, and both sides saw it.</summary>
    Socket,

    /// <summary>The connection stayed, and nothing came any more.</summary>
    Silence,

    /// <summary>The server died.</summary>
    Server,
}
