using System.Runtime.InteropServices;
using Livecaller.Realtime.Limits;

namespace Livecaller.Server.Limits;

// Counts calls in a sliding window of one minute: no minute has more calls than the limit.
//
// System.Threading.RateLimiting does not fit: it does not limit the number of partitions, and does not support TimeProvider.
internal sealed class RateGate : IDisposable
{
    /// <summary>The maximum number of callers that are counted. Beyond it, the caller whose last call is oldest is forgotten.</summary>
    public const int MaxKeys = 100_000;

    private const int SweepBatch = 1000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string What, string Who), LinkedListNode<Calls>> _keys = [];
    private readonly LinkedList<Calls> _byLastCall = new();
    private readonly TimeProvider _time;
    private readonly long _window;
    private readonly ITimer _sweeper;

    public RateGate(TimeProvider time)
    {
        _time = time;
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

    /// <exception cref="RateLimitedException">The limit was reached before.</exception>
    public void Take(string what, string who, int limit)
    {
        long wait;
        lock (_lock)
        {
            // Timestamps, because the clock of the machine can be set back.
            var now = _time.GetTimestamp();
            var calls = CallsOf((what, who));
            calls.Last = now;
            wait = calls.Allowed.Take(now, _window, limit);
        }

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

    private sealed class Calls((string What, string Who) key)
    {
        public (string What, string Who) Key => key;

        public SlidingWindow Allowed { get; } = new();

        public long Last { get; set; }
    }
}
