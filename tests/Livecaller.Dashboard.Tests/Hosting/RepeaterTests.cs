using Livecaller.Dashboard.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Dashboard.Tests.Hosting;

public sealed class RepeaterTests : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly FakeTimeProvider _time = new();
    private readonly SemaphoreSlim _runs = new(0);
    private int _count;

    [Fact]
    public async Task The_first_request_is_served_at_once_and_a_thousand_more_by_one_run_after_the_pause()
    {
        using var repeater = new Repeater(RunAsync, Pause, _time);

        repeater.Request();
        await NextRunAsync();
        for (var i = 0; i < 1_000; i++) repeater.Request();
        Assert.Equal(1, _count);
        await NextRunAsync(advance: Pause);

        Assert.Equal(2, _count);
    }

    [Fact]
    public async Task After_long_work_the_pause_is_four_times_as_long()
    {
        var began = _time.GetTimestamp();
        using var repeater = new Repeater(
            () =>
            {
                if (_count == 0) _time.Advance(TimeSpan.FromSeconds(1));
                return RunAsync();
            },
            Pause,
            _time);

        repeater.Request();
        await NextRunAsync();
        repeater.Request();
        await NextRunAsync(advance: Pause);

        Assert.InRange(_time.GetElapsedTime(began), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6));
    }

    [Fact]
    public async Task A_run_that_has_not_settled_is_not_followed_by_another()
    {
        var settled = new TaskCompletionSource();
        using var repeater = new Repeater(RunAsync, Pause, _time) { Settled = cancellationToken => settled.Task.WaitAsync(cancellationToken) };

        repeater.Request();
        await NextRunAsync();
        for (var i = 0; i < 20; i++)
        {
            repeater.Request();
            _time.Advance(Pause);
        }

        Assert.Equal(1, _count);
        settled.SetResult();
        await NextRunAsync(advance: Pause);
        Assert.Equal(2, _count);
    }

    [Fact]
    public async Task After_its_end_nothing_runs_any_more()
    {
        var repeater = new Repeater(RunAsync, Pause, _time);
        repeater.Request();
        await NextRunAsync();

        repeater.Dispose();
        repeater.Request();
        _time.Advance(Pause);
        repeater.Request();

        Assert.False(await _runs.WaitAsync(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken));
    }

    public void Dispose() => _runs.Dispose();

    private Task RunAsync()
    {
        Interlocked.Increment(ref _count);
        _runs.Release();
        return Task.CompletedTask;
    }

    // The pause begins a moment after the run has ended: the clock is moved until it is over.
    private async Task NextRunAsync(TimeSpan? advance = null)
    {
        for (var i = 0; i < 1_000; i++)
        {
            if (await _runs.WaitAsync(advance is null ? TimeSpan.FromSeconds(20) : TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken))
                return;
            _time.Advance(advance ?? throw new TimeoutException("Nothing ran."));
        }

        throw new TimeoutException("Nothing ran.");
    }
}
