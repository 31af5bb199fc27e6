using System.Collections.Concurrent;

namespace Livecaller.Realtime.Channels;

/// <summary>Sends the number of subscribers of large channels once in an interval: every change would be a frame for each subscriber.</summary>
internal sealed class SubscriptionCountSchedule : IDisposable
{
    /// <summary>The number of subscribers up to which each change is sent at once.</summary>
    public const int MaxImmediate = 100;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<LiveChannel, bool> _changed = [];
    private readonly ITimer _timer;

    public SubscriptionCountSchedule(TimeProvider time) =>
        _timer = time.CreateTimer(_ => SendAll(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Add(LiveChannel channel)
    {
        var isFirst = _changed.IsEmpty;
        if (_changed.TryAdd(channel, true) && isFirst) _timer.Change(Interval, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();

    private void SendAll()
    {
        foreach (var channel in _changed.Keys)
        {
            if (_changed.TryRemove(channel, out _)) channel.SendCount();
        }

        // One that was added while others were removed may not have set the timer.
        if (!_changed.IsEmpty) _timer.Change(Interval, Timeout.InfiniteTimeSpan);
    }
}
