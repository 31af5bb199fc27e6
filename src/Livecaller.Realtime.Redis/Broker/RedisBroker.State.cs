using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Livecaller.Realtime.Redis.Broker;

// Whether the broker can be used, which the log and the health check tell.
internal sealed partial class RedisBroker
{
    private static readonly TimeSpan LogEvery = TimeSpan.FromSeconds(30);

    private readonly Lock _stateGate = new();
    private bool _isUp;
    private bool _wasUp;
    private bool _isRefusing;
    private string _fault = "it has not answered yet";
    private DateTimeOffset _lastGood;
    private long? _loggedLost;
    private long? _loggedGarbage;

    /// <summary>What is wrong with the broker; null when nothing is.</summary>
    public string? Fault
    {
        get
        {
            lock (_stateGate) return !_isUp ? $"Redis at {Name} is lost: {_fault}" : _isRefusing ? $"Redis at {Name} stores nothing: {_fault}" : null;
        }
    }

    /// <summary>Whether events reach the other nodes.</summary>
    public bool IsUp
    {
        get
        {
            lock (_stateGate) return _isUp;
        }
    }

    private bool IsRefusing
    {
        get
        {
            lock (_stateGate) return _isRefusing;
        }
    }

    // For a connection that fails there are many exceptions, one for each command.
    private void Lose(Exception fault)
    {
        lock (_stateGate)
        {
            (_isUp, _fault) = (false, TextOf(fault));
            if (_loggedLost is { } last && _time.GetElapsedTime(last) < LogEvery) return;
            _loggedLost = _time.GetTimestamp();
        }

        _outbox.Clear();
        LogLost(Name, TextOf(fault));
    }

    private void Refuse(string fault)
    {
        lock (_stateGate)
        {
            var isNew = !_isRefusing;
            (_isRefusing, _fault) = (true, fault);
            if (!isNew) return;
        }

        LogRefusing(Name, fault);
    }

    // Whether it stores something again, and what could not be stored is written now.
    private async Task ProbeAsync()
    {
        try
        {
            await Database.StringSetAsync(_keys.Probe(_node), "1", _options.Lease).ConfigureAwait(false);
        }
        catch (RedisServerException e) when (IsRefusal(e))
        {
            return;
        }

        lock (_stateGate) _isRefusing = false;
        Wake();
    }

    private void Confirm(DateTimeOffset time)
    {
        lock (_stateGate) _lastGood = time;
    }

    private (DateTimeOffset LastGood, bool IsFirst) Regain(DateTimeOffset time)
    {
        lock (_stateGate)
        {
            var before = (_lastGood, !_wasUp && _loggedLost is null);
            (_isUp, _wasUp, _lastGood) = (true, true, time);
            return before;
        }
    }

    private void OnGarbage()
    {
        lock (_stateGate)
        {
            if (_loggedGarbage is { } last && _time.GetElapsedTime(last) < LogEvery) return;
            _loggedGarbage = _time.GetTimestamp();
        }

        LogGarbage(Name);
    }

    private static bool IsRefusal(RedisServerException e) =>
        e.Message.Contains("OOM", StringComparison.Ordinal) || e.Message.Contains("MISCONF", StringComparison.Ordinal);

    // The text of StackExchange.Redis has many details after the first sentence, and no secrets.
    private static string TextOf(Exception fault) => fault.Message.Split(["; ", "(", ", "], 2, StringSplitOptions.None)[0].Trim();

    [LoggerMessage(LogLevel.Warning, "Redis at {Broker} is lost ({Fault}). This node serves its own subscribers, and catches up when the broker is back.")]
    private partial void LogLost(string broker, string fault);

    [LoggerMessage(LogLevel.Warning, "Redis at {Broker} stores nothing ({Fault}). Events arrive, but other nodes do not learn who is subscribed.")]
    private partial void LogRefusing(string broker, string fault);

    [LoggerMessage(LogLevel.Warning, "Something on Redis at {Broker} that is not a node of this version publishes on the channels of the nodes. It is ignored.")]
    private partial void LogGarbage(string broker);
}
