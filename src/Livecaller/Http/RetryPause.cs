namespace Livecaller.Http;

/// <summary>Where retries wait: until their delay is over, or until the network is back.</summary>
internal sealed class RetryPause(TimeProvider time)
{
    private TaskCompletionSource _back = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends all waits that go on now.</summary>
    public void NetworkIsBack() =>
        Interlocked.Exchange(ref _back, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    public async Task WaitAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(Volatile.Read(ref _back).Task, Task.Delay(delay, time, ended.Token));
        await ended.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
