namespace Livecaller.Realtime.Limits;

/// <summary>Counts calls in a sliding window, so that no window has more calls than the limit, wherever it begins. Not thread-safe.</summary>
internal sealed class SlidingWindow
{
    private readonly Queue<long> _taken = new();

    /// <summary>Counts a call if the limit allows it.</summary>
    /// <param name="now">The timestamp of the call.</param>
    /// <param name="window">The length of the window in units of timestamps.</param>
    /// <param name="limit">The maximum number of calls in a window.</param>
    /// <returns>0 if the call is allowed; otherwise how long it takes until one is, in units of timestamps.</returns>
    public long Take(long now, long window, int limit)
    {
        while (_taken.TryPeek(out var oldest) && now - oldest >= window) _taken.Dequeue();
        if (_taken.Count < limit)
        {
            _taken.Enqueue(now);
            return 0;
        }

        return _taken.TryPeek(out var first) ? first + window - now : window;
    }
}
