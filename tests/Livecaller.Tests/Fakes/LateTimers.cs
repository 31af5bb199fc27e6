namespace Livecaller.Tests.Fakes;

/// <summary>A clock on which every timer may run out a moment after it was disposed, and no disposed timer can be changed.</summary>
internal sealed class LateTimers : TimeProvider
{
    private readonly List<LateTimer> _timers = [];

    public int Count
    {
        get
        {
            lock (_timers) return _timers.Count;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new LateTimer(() => callback(state));
        lock (_timers) _timers.Add(timer);
        return timer;
    }

    /// <summary>Runs every timer that there ever was; gives what they threw, which on a real clock ends the process.</summary>
    public Exception[] RunAll()
    {
        LateTimer[] timers;
        lock (_timers) timers = [.. _timers];
        return [.. timers.Select(t => Record.Exception(t.Elapsed)).OfType<Exception>()];
    }

    private sealed class LateTimer(Action elapsed) : ITimer
    {
        private volatile bool _disposed;

        public Action Elapsed { get; } = elapsed;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return true;
        }

        public void Dispose() => _disposed = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
