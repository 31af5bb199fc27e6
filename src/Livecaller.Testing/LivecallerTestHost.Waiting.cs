using System.Runtime.CompilerServices;

namespace Livecaller.Testing;

public sealed partial class LivecallerTestHost
{
    private const int RoundsBeforeTimeMoves = 25;
    private const int MaxSteps = 300;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Waits until a condition is true: first without moving the clock, then moving <see cref="Time"/> forward in small steps, so that backoff and
    /// other delays take no real time. Use it after everything that the client does in the background.
    /// </summary>
    /// <param name="condition">The condition. It is called often, from any thread.</param>
    /// <param name="limit">How far the clock is moved at most; one minute by default.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <param name="expression">The text of the condition, for the exception. Set by the compiler.</param>
    /// <exception cref="TimeoutException">The condition did not become true. The message describes the condition and the state of the host.</exception>
    public async Task UntilAsync(
        Func<bool> condition, TimeSpan? limit = null, CancellationToken cancellationToken = default,
        [CallerArgumentExpression(nameof(condition))] string expression = "")
    {
        ArgumentNullException.ThrowIfNull(condition);
        if (await SettlesAsync(condition, RoundsBeforeTimeMoves, cancellationToken).ConfigureAwait(false)) return;
        for (var moved = TimeSpan.Zero; moved < (limit ?? DefaultLimit); moved += Step)
        {
            Time.Advance(Step);
            if (await SettlesAsync(condition, 1, cancellationToken).ConfigureAwait(false)) return;
        }

        if (await SettlesAsync(condition, RoundsBeforeTimeMoves, cancellationToken).ConfigureAwait(false)) return;
        throw new TimeoutException(
            $"Not true within {limit ?? DefaultLimit}: {expression}. The host has {ConnectionCount} open connections, subscriptions to " +
            $"[{string.Join(", ", Subscriptions)}], and {Conversations.Count} conversations.");
    }

    /// <summary>Waits for a call of the client that needs time to pass, for example one that is retried after a delay.</summary>
    /// <param name="task">The call.</param>
    /// <param name="limit">How far the clock is moved at most; one minute by default.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="TimeoutException">The call did not complete. Exceptions of the call itself are thrown unchanged.</exception>
    public async Task<T> UntilAsync<T>(Task<T> task, TimeSpan? limit = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(task);
        await UntilAsync(() => task.IsCompleted, limit, cancellationToken, "the call ends").ConfigureAwait(false);
        return await task.ConfigureAwait(false);
    }

    /// <summary>Moves the clock in small steps while the clients run, for tests that something does <i>not</i> happen.</summary>
    /// <param name="time">How far the clock moves: in steps of 100 milliseconds, or in 300 longer steps if it is more than 30 seconds.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async Task PassAsync(TimeSpan time, CancellationToken cancellationToken = default)
    {
        await SettlesAsync(() => false, RoundsBeforeTimeMoves, cancellationToken).ConfigureAwait(false);
        var step = time / MaxSteps > Step ? time / MaxSteps : Step;
        for (var moved = TimeSpan.Zero; moved < time; moved += step)
        {
            Time.Advance(step < time - moved ? step : time - moved);
            await SettlesAsync(() => false, 1, cancellationToken).ConfigureAwait(false);
        }

        await SettlesAsync(() => false, RoundsBeforeTimeMoves, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets running work continue, longer while a call or a frame is in progress, so that the fake clock does not overtake real work.</summary>
    private async Task<bool> SettlesAsync(Func<bool> condition, int rounds, CancellationToken cancellationToken)
    {
        const int MaxRounds = 50;
        for (var round = 0; round < MaxRounds && (round < rounds || !_handler.IsIdle || !_pusher.IsIdle); round++)
        {
            if (condition()) return true;
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }

        return condition();
    }
}
