using System.Runtime.CompilerServices;

namespace Livecaller.Testing;

public sealed partial class LivecallerTestHost
{
    private const int RoundsBeforeTimeMoves = 25;
    private const int MaxSteps = 300;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Waits until something is true: first without touching the clock, then moving <see cref="Time"/> on in small steps, so that back-off
    /// and other delays pass in no time. Use it after everything that the client does in the background.
    /// </summary>
    /// <param name="condition">What shall become true; asked often, from any thread.</param>
    /// <param name="limit">How far the clock may move; default one minute.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="expression">The condition's text, for the error; the compiler fills it in.</param>
    /// <exception cref="TimeoutException">It did not become true; says what was waited for, and how the host stands.</exception>
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

    /// <summary>Waits for a call of the client that may need time to pass, for example one that is tried again after a delay.</summary>
    /// <param name="task">The call.</param>
    /// <param name="limit">How far the clock may move; default one minute.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="TimeoutException">It did not end. What the call itself throws is thrown as it is.</exception>
    public async Task<T> UntilAsync<T>(Task<T> task, TimeSpan? limit = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(task);
        await UntilAsync(() => task.IsCompleted, limit, cancellationToken, "the call ends").ConfigureAwait(false);
        return await task.ConfigureAwait(false);
    }

    /// <summary>Lets time pass in small steps, and lets the clients do what they do meanwhile: for tests that something does <i>not</i> happen.</summary>
    /// <param name="time">How far the clock moves: in steps of 100 milliseconds, or in 300 longer ones where it moves further than half a minute.</param>
    /// <param name="cancellationToken">Gives up.</param>
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

    /// <summary>Gives running work a chance, more of it while a call or a frame is under way, so that the fake clock does not outrun real work.</summary>
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
