using System.Collections.Concurrent;

namespace Livecaller.Server.Limits;

// Counts calls in windows of one minute that begin with the first call.
internal sealed class RateGate(TimeProvider time)
{
    private const int SweepAbove = 10_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(string, string), Counter> _counters = new();

    /// <exception cref="RateLimitedException">The limit was reached before.</exception>
    public void Take(string what, string who, int limit)
    {
        var now = time.GetUtcNow();
        if (_counters.Count > SweepAbove) Sweep(now);
        var counter = _counters.GetOrAdd((what, who), _ => new Counter { Start = now });
        lock (counter)
        {
            if (now - counter.Start >= Window) (counter.Start, counter.Count) = (now, 0);
            if (counter.Count < limit)
            {
                counter.Count++;
                return;
            }
            throw new RateLimitedException(Math.Max(1, (int)Math.Ceiling((counter.Start + Window - now).TotalSeconds)));
        }
    }

    private void Sweep(DateTimeOffset now)
    {
        foreach (var (key, counter) in _counters)
            if (now - counter.Start >= Window) _counters.TryRemove(new(key, counter));
    }

    private sealed class Counter
    {
        public DateTimeOffset Start;
        public int Count;
    }
}
