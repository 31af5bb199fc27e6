using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Livecaller.Realtime.Limits;

namespace Livecaller.Server.Limits;

// Counts calls in a sliding window of one minute: no minute has more calls than the limit.
//
// System.Threading.RateLimiting does not fit: it does not limit the number of partitions, and does not support TimeProvider.
internal sealed partial class RateGate : IDisposable
{
    /// <summary>The maximum number of callers that are counted. Beyond it, the caller whose last call is oldest is forgotten.</summary>
    public const int MaxKeys = 100_000;

    private const int SweepBatch = 1000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string What, string Who), LinkedListNode<Calls>> _keys = [];
    private readonly LinkedList<Calls> _byLastCall = new();
    private readonly Dictionary<string, long> _lastLogged = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private readonly ILogger<RateGate> _logger;
    private readonly long _window;
    private readonly ITimer _sweeper;

    public RateGate(TimeProvider time, ILogger<RateGate> logger)
    {
        (_time, _logger) = (time, logger);
        _window = (long)(Window.TotalSeconds * time.TimestampFrequency);
        _sweeper = time.CreateTimer(_ => Sweep(), null, Window, Window);
    }

    public int Keys
    {
        get
        {
            lock (_lock) return _keys.Count;
        }
    }

    /// <param name="what">The kind of call.</param>
    /// <param name="who">Whose calls are counted: an address, a visitor or an operator.</param>
    /// <param name="limit">The calls in a minute.</param>
    /// <param name="setting">The expression of the limit, whose last part is the name of the setting.</param>
    /// <exception cref="RateLimitedException">The limit was reached before.</exception>
    public void Take(string what, string who, int limit, [CallerArgumentExpression(nameof(limit))] string setting = "")
    {
        long wait;
        var isLogged = false;
        setting = setting[(setting.LastIndexOf('.') + 1)..];
        lock (_lock)
        {
            // Timestamps, because the clock of the machine can be set back.
            var now = _time.GetTimestamp();
            var calls = CallsOf((what, who));
            calls.Last = now;
            wait = calls.Allowed.Take(now, _window, limit);
            // Once a minute for each setting, so that an attack doesn't fill the log.
            if (wait > 0 && (isLogged = !_lastLogged.TryGetValue(setting, out var last) || now - last >= _window)) _lastLogged[setting] = now;
        }

        if (isLogged) LogReached(who, setting, limit);
        if (wait > 0) throw new RateLimitedException((int)Math.Max(1, Math.Ceiling((double)wait / _time.TimestampFrequency)));
    }

    public void Dispose() => _sweeper.Dispose();

    private Calls CallsOf((string What, string Who) key)
    {
        ref var node = ref CollectionsMarshal.GetValueRefOrAddDefault(_keys, key, out var known);
        if (known)
        {
            _byLastCall.Remove(node!);
            _byLastCall.AddLast(node!);
            return node!.Value;
        }

        node = _byLastCall.AddLast(new Calls(key));
        var calls = node.Value;
        if (_keys.Count > MaxKeys) RemoveFirst();
        return calls;
    }

    private void Sweep()
    {
        while (SweepSome())
        {
        }
    }

    // In small steps, because calls wait for the lock.
    private bool SweepSome()
    {
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            for (var i = 0; i < SweepBatch; i++)
            {
                if (_byLastCall.First is not { } first || now - first.Value.Last < _window) return false;
                RemoveFirst();
            }

            return true;
        }
    }

    private void RemoveFirst()
    {
        _keys.Remove(_byLastCall.First!.Value.Key);
        _byLastCall.RemoveFirst();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Caller} has reached Livecaller:Limits:{Setting}, {Limit} calls in a minute. Further calls are answered 429. "
        + "Limits that are reached are logged once a minute for each setting.")]
    private partial void LogReached(string caller, string setting, int limit);

    private sealed class Calls((string What, string Who) key)
    {
        public (string What, string Who) Key => key;

        public SlidingWindow Allowed { get; } = new();

        public long Last { get; set; }
    }
}
