using Livecaller.Http;
using Livecaller.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Tests.Http;

public sealed class RetryLoopTests
{
    private static readonly LivecallerUnavailableException Down = new("down");

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly FakeTimeProvider _time = new();
    private readonly RetrySignal _signal;
    private readonly RetryLoop _loop;
    private int _attempts;

    public RetryLoopTests()
    {
        _signal = new(_time);
        _loop = new(_signal, () => 1);
    }

    private Task<string> FailUntilAsync(int success, Action? during = null) => _loop.RunAsync(
        () =>
        {
            during?.Invoke();
            return ++_attempts < success ? Task.FromException<string>(Down) : Task.FromResult("done");
        },
        _loop.WhileTransient,
        _ct);

    private Task AttemptsAsync(int count) => Wait.UntilAsync(() => Volatile.Read(ref _attempts) == count, $"attempt {count}");

    [Fact]
    public async Task Delays_grow_until_the_operation_succeeds()
    {
        List<TimeSpan?> delays = [];
        var result = await _loop.RunAsync(
            () => ++_attempts < 4 ? Task.FromException<string>(Down) : Task.FromResult("done"),
            (failure, attempt) =>
            {
                delays.Add(_loop.WhileTransient(failure, attempt));
                return TimeSpan.Zero;
            },
            _ct);

        Assert.Equal("done", result);
        Assert.Equal([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)], delays);
    }

    [Fact]
    public async Task Release_ends_all_waits_at_once()
    {
        var other = new RetryLoop(_signal, () => 1);
        var running = FailUntilAsync(2);
        var attempts = 0;
        var second = other.RunAsync(() => ++attempts < 2 ? Task.FromException<int>(Down) : Task.FromResult(attempts), other.WhileTransient, _ct);
        Assert.False(running.IsCompleted);

        _signal.Release();

        Assert.Equal("done", await running.WaitAsync(TimeSpan.FromSeconds(30), _ct));
        Assert.Equal(2, await second.WaitAsync(TimeSpan.FromSeconds(30), _ct));
    }

    [Fact]
    public async Task Release_during_an_attempt_ends_the_wait_after_it_and_no_other()
    {
        var running = FailUntilAsync(3, () =>
        {
            if (_attempts == 0) _signal.Release();
        });

        await AttemptsAsync(2);
        Assert.False(running.IsCompleted);
        await Wait.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return running.IsCompleted;
            },
            "the third attempt");
        Assert.Equal("done", await running);
    }

    [Fact]
    public async Task Failure_without_a_delay_is_thrown()
    {
        var failure = await Assert.ThrowsAsync<LivecallerUnavailableException>(() => _loop.RunAsync(
            () => Task.FromException<int>(Down), (_, attempt) => ++_attempts + attempt < 2 ? TimeSpan.Zero : null, _ct));

        Assert.Same(Down, failure);
        Assert.Equal(2, _attempts);
    }

    [Fact]
    public async Task Cancellation_ends_the_wait()
    {
        using var end = new CancellationTokenSource();
        var running = _loop.RunAsync(() => Task.FromException<int>(Down), _loop.WhileTransient, end.Token);
        Assert.False(running.IsCompleted);

        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }
}
