namespace Livecaller.Dashboard.Hosting;

/// <summary>
/// Repeats work on request: one run at a time, a pause after each, and then one more if it was asked for meanwhile, however often. A request costs nothing
/// else, on whatever thread it is made.
/// </summary>
/// <param name="work">The work. It must not throw.</param>
/// <param name="pause">The shortest pause. After longer work the pause is longer, so that no more than a fifth of the time is spent on it.</param>
/// <param name="time">The clock.</param>
internal sealed class Repeater(Func<Task> work, TimeSpan pause, TimeProvider time) : IDisposable
{
    private const int PauseFactor = 4;

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _ended = new();
    private bool _isRequested;
    private bool _isRunning;

    /// <summary>An additional task that must complete before the next run.</summary>
    internal Func<CancellationToken, Task>? Settled { get; init; }

    /// <summary>How long the pause is after work that took a while.</summary>
    internal static TimeSpan PauseAfter(TimeSpan work, TimeSpan pause) => work * PauseFactor > pause ? work * PauseFactor : pause;

    internal void Request()
    {
        lock (_lock)
        {
            _isRequested = true;
            if (_isRunning || _ended.IsCancellationRequested)
                return;
            _isRunning = true;
        }

        _ = Task.Run(RunAsync);
    }

    public void Dispose()
    {
        lock (_lock)
            _ended.Cancel();
    }

    private async Task RunAsync()
    {
        while (TryBegin())
        {
            var began = time.GetTimestamp();
            await work();
            await Task.WhenAll(
                Task.Delay(PauseAfter(time.GetElapsedTime(began), pause), time, _ended.Token),
                Settled?.Invoke(_ended.Token) ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private bool TryBegin()
    {
        lock (_lock)
        {
            _isRunning = _isRequested && !_ended.IsCancellationRequested;
            _isRequested = false;
            return _isRunning;
        }
    }
}
