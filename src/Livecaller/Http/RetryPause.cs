namespace Livecaller.Http;

/// <summary>Where retries wait: until their delay is over, or until the network is back.</summary>
internal sealed class RetryPause(TimeProvider time)
{
    private TaskCompletionSource _back = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends all waits that go on now.</summary>
    public void NetworkIsBack() =>
        Interlocked.Exchange(ref _back, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>Taken before an attempt, for the wait after it: what happens during the attempt ends that wait too.</summary>
    public Task Mark() => Volatile.Read(ref _back).Task;

    public Task WaitAsync(TimeSpan delay, CancellationToken cancellationToken) => WaitAsync(delay, Mark(), cancellationToken);

    /// <param name="delay">How long at most.</param>
    /// <param name="mark">The <see cref="Mark"/> from before the attempt.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task WaitAsync(TimeSpan delay, Task mark, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(mark, Task.Delay(delay, time, ended.Token)).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
