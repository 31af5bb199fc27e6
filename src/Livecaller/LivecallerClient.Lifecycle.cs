using Livecaller.Background;

namespace Livecaller;

public sealed partial class LivecallerClient
{
    /// <summary>
    /// Keeps receiving the events of every open conversation, with no UI on the screen. Continues from the persisted session; without one it waits
    /// for a login, and does not call <see cref="LivecallerOptions.TokenProvider"/>. Can be called more than once. Does not wait for the connection.
    /// </summary>
    /// <param name="cancellationToken">Cancels the call, not the listener.</param>
    public async Task StartBackgroundEventsAsync(CancellationToken cancellationToken = default)
    {
        using var turn = await _identity.EnterAsync(cancellationToken).ConfigureAwait(false);
        _identity.IsBackgroundWanted = true;
        _identity.Current?.Listener.Start();
        _identity.StartRenewal();
    }

    /// <summary>Stops the background listener, and clears what it persisted. Conversations that a UI shows stay live.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task StopBackgroundEventsAsync(CancellationToken cancellationToken = default)
    {
        using var turn = await _identity.EnterAsync(cancellationToken).ConfigureAwait(false);
        _identity.IsBackgroundWanted = false;
        if (_identity.Current is { } visitor) await visitor.Listener.StopAsync().ConfigureAwait(false);
        await _keeper.FlushAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// Call this when the device suspends the app: closes the socket, stops the timers and saves the session. Calls of conversations wait until
    /// <see cref="ResumeAsync"/>; a login in progress throws <see cref="LivecallerUnavailableException"/>. Does nothing when already paused.
    /// </summary>
    /// <param name="cancellationToken">Cancels the call before it begins.</param>
    public async Task PauseAsync(CancellationToken cancellationToken = default)
    {
        using var turn = await _identity.InterruptAsync(cancellationToken).ConfigureAwait(false);
        if (!_suspend.Pause()) return;
        _identity.StopRenewal();
        if (_identity.Current is { } visitor) await visitor.SuspendAsync().ConfigureAwait(false);
        await _keeper.FlushAsync().ConfigureAwait(false);
    }

    /// <summary>Call this when the app is active again: connects at once, catches up and sends what waited. Does nothing when not paused.</summary>
    /// <param name="cancellationToken">Cancels the call before it begins.</param>
    public async Task ResumeAsync(CancellationToken cancellationToken = default)
    {
        using var turn = await _identity.EnterAsync(cancellationToken).ConfigureAwait(false);
        if (!_suspend.Resume()) return;
        _identity.Current?.Resume();
        _identity.StartRenewal();
    }

    /// <summary>
    /// Call this when the network has changed: the next connection attempt is made at once, and an existing connection is replaced if the server
    /// does not answer within 5 seconds. Returns at once. Does nothing while paused.
    /// </summary>
    public void NotifyNetworkChanged()
    {
        if (!_suspend.IsPaused) _identity.Current?.OnNetworkChanged();
    }

    /// <summary>
    /// Call this when a push woke the app: fetches what is new in its conversation without the socket, publishes it to the listeners, waits until they
    /// have handled it and saves the session, within 25 seconds. Works while paused, and before <see cref="StartBackgroundEventsAsync"/> if a session is persisted.
    /// </summary>
    /// <param name="payload">The push's JSON: an object with <c>conversation_id</c>, directly or under <c>livecaller</c> or <c>data</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Whether the push was for this client, and how many events the listeners received.</returns>
    /// <exception cref="LivecallerException">The server could not be reached in time, or refused.</exception>
    public Task<PushResult> HandlePushAsync(string payload, CancellationToken cancellationToken = default) => _pushes.HandleAsync(payload, cancellationToken);
}
