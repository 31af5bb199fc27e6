using Livecaller.Background;
using Livecaller.Connection;
using Livecaller.Protocol;

namespace Livecaller;

public sealed partial class LivecallerClient
{
    // A device that wakes an app for a push gives it about half a minute.
    private static readonly TimeSpan PushTimeout = TimeSpan.FromSeconds(25);

    internal SuspendState SuspendState { get; } = new();

    /// <summary>
    /// The device suspends the app: closes the socket in good order, stops the timers and saves the session. Nothing connects until
    /// <see cref="ResumeAsync"/>; messages that are sent meanwhile wait, and so do the other calls of conversations. Harmless when it is paused.
    /// Does not wait for the server: a login that is under way throws <see cref="LivecallerUnavailableException"/>.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting for its turn; what has begun is done.</param>
    public async Task PauseAsync(CancellationToken cancellationToken = default)
    {
        using var turn = await _identity.InterruptAsync(cancellationToken).ConfigureAwait(false);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!SuspendState.Pause()) return;
        _renewal?.Disarm();
        if (_scope is { } scope)
        {
            // Whoever waits to try again sees that it is paused, and leaves no timer behind.
            scope.Pause.NetworkIsBack();
            await scope.Connection.SuspendAsync().ConfigureAwait(false);
        }

        await _keeper.FlushAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// The app is back: connects at once, catches up with what came meanwhile and sends what waited. Harmless when it is not paused.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting for its turn.</param>
    public async Task ResumeAsync(CancellationToken cancellationToken = default)
    {
        using var turn = await _identity.EnterAsync(cancellationToken).ConfigureAwait(false);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!SuspendState.Resume()) return;
        if (_scope is { } scope)
        {
            scope.Connection.Resume();
            scope.Pause.NetworkIsBack();
        }

        _renewal?.Arm();
    }

    /// <summary>
    /// The network is another one, or is back: a connection that waits for its next attempt is made at once, and one that stands is asked for a
    /// sign of life and made anew when none comes within 5 seconds. Waits for nothing. Does nothing while paused.
    /// </summary>
    public void NotifyNetworkChanged()
    {
        if (SuspendState.IsPaused || _scope is not { } scope) return;
        scope.Pause.NetworkIsBack();
        scope.Connection.ReconnectNow();
    }

    /// <summary>
    /// A push woke the app: fetches what is new in the conversation that it names, hands it to the listeners and saves the session, without
    /// the socket. Works while paused, and before <see cref="StartBackgroundEventsAsync"/> when a session is persisted. Takes 25 seconds at most.
    /// </summary>
    /// <param name="payload">
    /// The push's JSON: an object with <c>conversation_id</c>, or one that has it under <c>livecaller</c> or <c>data</c>.
    /// </param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Whether it was for this client, and how many events the listeners got.</returns>
    /// <exception cref="LivecallerException">The server could not be reached in time, or refused.</exception>
    public async Task<PushResult> HandlePushAsync(string payload, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(payload);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (PushPayload.ConversationOf(payload) is not { } id) return new(PushOutcome.NotOurs, null, 0);
        if (_scope is not { } scope) return new(PushOutcome.NoSession, id, 0);
        using var late = new CancellationTokenSource(PushTimeout, Options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            var events = await scope.Listener.CatchUpAsync(id, either.Token).ConfigureAwait(false);
            await _keeper.FlushAsync().ConfigureAwait(false);
            return events is { } count ? new(PushOutcome.Handled, id, count) : new(PushOutcome.UnknownConversation, id, 0);
        }
        catch (OperationCanceledException e) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new LivecallerUnavailableException($"The conversation could not be caught up with in {PushTimeout.TotalSeconds:0} s.", e);
        }
    }
}
