using System.Diagnostics;

namespace Livecaller.Bench.Chaos;

/// <summary>Measures the time in which a client is behind: from a kill until it has received everything that was stored before it reconnected.</summary>
/// <param name="stored">Returns the number of messages stored for the client.</param>
/// <param name="delivered">Returns the number of messages that the client has received.</param>
internal sealed class CatchUp(Func<int> stored, Func<int> delivered)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<KillCause, List<double>> _seconds = Enum.GetValues<KillCause>().ToDictionary(c => c, _ => new List<double>());
    private (long At, KillCause Cause)? _killed;
    private int? _expected;

    public IReadOnlyList<double> Seconds(KillCause cause)
    {
        lock (_lock) return [.. _seconds[cause]];
    }

    /// <summary>Records that the client's WebSocket was killed. If it hasn't recovered from an earlier kill, that measurement continues.</summary>
    public void Killed(KillCause cause)
    {
        lock (_lock)
        {
            _expected = null;
            _killed ??= (Stopwatch.GetTimestamp(), cause);
        }
    }

    public void Connected()
    {
        lock (_lock) if (_killed is not null) _expected = stored();
        Check();
    }

    public void Check()
    {
        lock (_lock)
        {
            if (_killed is not { } killed || _expected is not { } expected || delivered() < expected) return;
            _seconds[killed.Cause].Add(Stopwatch.GetElapsedTime(killed.At).TotalSeconds);
            (_killed, _expected) = (null, null);
        }
    }
}

/// <summary>The reason why a client lost its WebSocket.</summary>
internal enum KillCause
{
    /// <summary>The connection was closed, and both sides noticed.</summary>
    Socket,

    /// <summary>The connection stayed open without delivering anything.</summary>
    Silence,

    /// <summary>The server was killed.</summary>
    Server,
}
