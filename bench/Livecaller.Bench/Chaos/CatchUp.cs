using System.Diagnostics;

namespace Livecaller.Bench.Chaos;

/// <summary>How long one client lacks what it should have: from a kill until it has all that was stored before it was connected again.</summary>
/// <param name="stored">How many messages are stored for the client now.</param>
/// <param name="delivered">How many it has now.</param>
internal sealed class CatchUp(Func<int> stored, Func<int> delivered)
{
    private readonly Lock _lock = new();
    private readonly List<double> _afterSocket = [];
    private readonly List<double> _afterServer = [];
    private (long At, bool ByServer)? _killed;
    private int? _wanted;

    public IReadOnlyList<double> Seconds(bool afterServerKill)
    {
        lock (_lock) return [.. afterServerKill ? _afterServer : _afterSocket];
    }

    /// <summary>The client's WebSocket dies now; when it was not up again since an earlier kill, that one goes on counting.</summary>
    public void Killed(bool byServer)
    {
        lock (_lock)
        {
            _wanted = null;
            _killed ??= (Stopwatch.GetTimestamp(), byServer);
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
            (killed.ByServer ? _afterServer : _afterSocket).Add(Stopwatch.GetElapsedTime(killed.At).TotalSeconds);
            (_killed, _wanted) = (null, null);
        }
    }
}
