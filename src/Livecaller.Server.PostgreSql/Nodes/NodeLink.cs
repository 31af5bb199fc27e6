using Microsoft.Extensions.Logging;

namespace Livecaller.Server.PostgreSql.Nodes;

/// <summary>Whether this node hears the others and they hear it.</summary>
internal sealed partial class NodeLink(TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan LogEvery = TimeSpan.FromSeconds(30);
    private readonly Lock _gate = new();
    private DateTimeOffset _lastGood = time.GetUtcNow();
    private long? _loggedLost;
    private long? _loggedGarbage;
    private bool _wasLost;
    private bool _isUp;

    public bool IsUp
    {
        get
        {
            lock (_gate) return _isUp;
        }
    }

    /// <summary>Notes that something may not have been sent or heard.</summary>
    public void Lose(Exception fault)
    {
        lock (_gate)
        {
            (_isUp, _wasLost) = (false, true);
            if (_loggedLost is { } last && time.GetElapsedTime(last) < LogEvery) return;
            _loggedLost = time.GetTimestamp();
        }

        LogLost(fault.Message.ReplaceLineEndings(" "));
    }

    /// <summary>Notes that a beat has made its way. Returns the last time before at which all was well, when something may have been lost since.</summary>
    public DateTimeOffset? Confirm(DateTimeOffset sent)
    {
        lock (_gate)
        {
            DateTimeOffset? missedSince = _wasLost ? _lastGood : null;
            (_isUp, _wasLost, _lastGood) = (true, false, sent);
            return missedSince;
        }
    }

    public void OnGarbage()
    {
        lock (_gate)
        {
            if (_loggedGarbage is { } last && time.GetElapsedTime(last) < LogEvery) return;
            _loggedGarbage = time.GetTimestamp();
        }

        LogGarbage();
    }

    [LoggerMessage(LogLevel.Warning, "The other nodes cannot be reached through PostgreSQL ({Fault}). This node serves its own subscribers, and catches up later.")]
    private partial void LogLost(string fault);

    [LoggerMessage(LogLevel.Warning, "Something that is not a node of this version sends notifications on the channel of the nodes. They are ignored.")]
    private partial void LogGarbage();
}
