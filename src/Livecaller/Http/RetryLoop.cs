namespace Livecaller.Http;

/// <summary>Returns how long to wait after a failed attempt, or null to stop retrying.</summary>
/// <param name="failure">Why the attempt failed.</param>
/// <param name="attempt">The number of attempts that failed before it.</param>
internal delegate TimeSpan? RetryDelay(LivecallerException failure, int attempt);

/// <summary>Repeats an operation until it succeeds. The delays between the attempts grow; releasing the signal ends them early.</summary>
/// <param name="signal">Ends the delays.</param>
/// <param name="random">Returns 0 to 1: the jitter of the delays.</param>
internal sealed class RetryLoop(RetrySignal signal, Func<double> random)
{
    /// <summary>Repeats an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="delay">Decides after each failure; when it returns null, the failure is thrown.</param>
    /// <param name="cancellationToken">Cancels the delays. The operation observes it by itself.</param>
    public async Task<T> RunAsync<T>(Func<Task<T>> operation, RetryDelay delay, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var mark = signal.Mark();
            try
            {
                return await operation().ConfigureAwait(false);
            }
            catch (LivecallerException e)
            {
                if (delay(e, attempt) is not { } wait) throw;
                await signal.WaitAsync(wait, mark, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Retries failures that may not last, as every caller does by default.</summary>
    public TimeSpan? WhileTransient(LivecallerException failure, int attempt) => Backoff.IsTransient(failure) ? After(failure, attempt) : null;

    /// <summary>Returns the delay after a failure, whatever it is.</summary>
    public TimeSpan After(LivecallerException failure, int attempt) => Backoff.Delay(attempt, random(), failure);
}
