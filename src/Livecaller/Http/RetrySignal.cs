namespace Livecaller.Http;

/// <summary>
/// Ends the waits between retries early. One signal serves all retries of a visitor; it is released when there is a reason to try again at once:
/// the network is back, a push arrived, or the visitor signed in.
/// </summary>
internal sealed class RetrySignal(TimeProvider time)
{
    private TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends all current waits.</summary>
    public void Release() =>
        Interlocked.Exchange(ref _released, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>Returns a mark to take before an attempt: a release during the attempt ends the wait after it too.</summary>
    public Task Mark() => Volatile.Read(ref _released).Task;

    /// <summary>Waits until the delay has passed or the signal is released.</summary>
    /// <param name="delay">The delay.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public Task WaitAsync(TimeSpan delay, CancellationToken cancellationToken) => WaitAsync(delay, Mark(), cancellationToken);

    /// <summary>Waits until the delay has passed or the signal was released after the mark.</summary>
    /// <param name="delay">The delay.</param>
    /// <param name="mark">The <see cref="Mark"/> from before the attempt.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async Task WaitAsync(TimeSpan delay, Task mark, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(mark, Task.Delay(delay, time, ended.Token)).ConfigureAwait(false);
        await ended.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
