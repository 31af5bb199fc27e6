namespace Livecaller;

/// <summary>
/// A timer that elapses once after each start. It can be started, stopped and disposed concurrently: after disposal the callback is not called,
/// but a call in progress completes. The callback must not throw, because an exception would end the process.
/// </summary>
internal sealed class OneShotTimer : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Action _elapsed;
    private readonly ITimer _timer;
    private bool _disposed;

    public OneShotTimer(TimeProvider time, Action elapsed)
    {
        _elapsed = elapsed;
        _timer = time.CreateTimer(static timer => ((OneShotTimer)timer!).Elapsed(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Starts or restarts the timer.</summary>
    public void Start(TimeSpan due)
    {
        lock (_lock)
        {
            if (!_disposed) _timer.Change(due, Timeout.InfiniteTimeSpan);
        }
    }

    public void Stop() => Start(Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _timer.Dispose();
        }
    }

    private void Elapsed()
    {
        lock (_lock)
        {
            if (_disposed) return;
        }

        _elapsed();
    }
}
