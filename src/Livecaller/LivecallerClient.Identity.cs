using Livecaller.Events;
using Livecaller.Http;
using Livecaller.Protocol;
using Livecaller.Session;
using Microsoft.Extensions.Logging;

namespace Livecaller;

public sealed partial class LivecallerClient
{
    // A session is renewed a tenth of its life before it ends, and at most this long before.
    private static readonly TimeSpan MaxLead = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MaxLife = TimeSpan.FromDays(3650);

    /// <summary>
    /// Signs the visitor in with a token of the host app's backend. For the same visitor it refreshes the session and loses nothing;
    /// for another one it replaces everything at once.
    /// </summary>
    /// <param name="jwt">The identity token.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="LivecallerApiException">The server refused the token, and says why.</exception>
    /// <exception cref="LivecallerUnavailableException">The server could not be reached.</exception>
    public async Task UserLoginAsync(string jwt, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(jwt);
        using var turn = await _identity.EnterAsync(cancellationToken).ConfigureAwait(false);
        await SignInAsync(turn, jwt, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes the visitor's name, e-mail address and number over from a fresh identity token.</summary>
    /// <param name="jwt">The identity token.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
    /// <exception cref="LivecallerApiException">The server refused the token, and says why.</exception>
    public async Task UserUpdateAsync(string jwt, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(jwt);
        ObjectDisposedException.ThrowIf(_disposed, this);
        var scope = _scope ?? throw new InvalidOperationException("Nobody is signed in: call UserLoginAsync first.");
        var answer = await scope.CallAsync((api, token, end) => api.UpdateVisitorAsync(token, jwt, end), cancellationToken, whilePaused: true).ConfigureAwait(false);
        scope.Fence.TryRun(() => Renew(scope, answer));
    }

    /// <summary>Signs out: revokes the session at the server (if it can be reached), clears it here, and closes the connection.</summary>
    /// <param name="cancellationToken">Ends the waiting for the server; the visitor is signed out here all the same.</param>
    public async Task UserLogoutAsync(CancellationToken cancellationToken = default)
    {
        using var turn = await _identity.EnterAsync(CancellationToken.None).ConfigureAwait(false);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_scope is not { } scope) return;
        var token = scope.Session.Token;
        // First here: whatever the server does, nothing of this visitor is shown or stored from now on.
        await ReplaceAsync(null).ConfigureAwait(false);
        await RevokeAsync(turn, token, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The server does not know the session any more. An anonymous visitor has nothing to sign in again with.</summary>
    internal void SessionRefused(VisitorScope scope, string token)
    {
        if (scope.Session.IsIdentified) scope.TellExpired(token);
        else _ = Task.Run(() => DropAsync(scope));
    }

    /// <summary>Renews a session through a token of the provider's. One that still holds goes on as it is; another visitor's token switches.</summary>
    internal async Task RenewAsync(VisitorScope scope, string token, string? jwt, bool isRefused, CancellationToken cancellationToken)
    {
        using var turn = await _identity.EnterAsync(cancellationToken).ConfigureAwait(false);
        // Meanwhile somebody logged in or out.
        if (_disposed || _scope != scope || scope.Session.Token != token) return;
        var answer = isRefused ? null : await TryRenewKnownAsync(turn, token, jwt, cancellationToken).ConfigureAwait(false);
        if (answer is null && jwt is null) return;
        answer ??= await turn.CallAsync(end => _api.LoginAsync(jwt, end), cancellationToken).ConfigureAwait(false);
        _renewal?.OnIssued(answer.Auth);
        await TakeAsync(answer).ConfigureAwait(false);
    }

    private async Task<VisitorSession?> TryRenewKnownAsync(IdentityGate.Turn turn, string token, string? jwt, CancellationToken cancellationToken)
    {
        try
        {
            return await turn.CallAsync(end => _api.RenewAsync(token, jwt, end), cancellationToken).ConfigureAwait(false);
        }
        catch (LivecallerApiException e) when (!Backoff.IsTransient(e))
        {
            // The session is over already, or the token is another visitor's: a login says what holds.
            return null;
        }
    }

    private async Task DropAsync(VisitorScope scope)
    {
        using var turn = await _identity.EnterAsync(CancellationToken.None).ConfigureAwait(false);
        if (_disposed || _scope != scope) return;
        LogSessionDropped();
        var lost = scope.Session.Conversations.Where(c => !c.Closed).Select(c => c.Id).ToArray();
        await ReplaceAsync(null).ConfigureAwait(false);
        foreach (var id in lost) Events.Publish(new(ClientEvents.AuthFailed(id), new()));
    }

    /// <summary>Needs <see cref="_identity"/>.</summary>
    private async Task<VisitorScope> SignInAsync(IdentityGate.Turn turn, string? jwt, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return await TakeAsync(await turn.CallAsync(end => _api.LoginAsync(jwt, end), cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>The first session, with a token of the provider's if it gives one. Needs <see cref="_identity"/>.</summary>
    private async Task<VisitorScope> SignInFirstAsync(IdentityGate.Turn turn, string? jwt, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        try
        {
            var answer = await turn.CallAsync(end => _api.LoginAsync(jwt, end), cancellationToken).ConfigureAwait(false);
            if (jwt is not null) _renewal?.OnIssued(answer.Auth);
            return await TakeAsync(answer).ConfigureAwait(false);
        }
        catch (LivecallerApiException e) when (jwt is not null && !Backoff.IsTransient(e))
        {
            _tokens?.OnRejected($"the server refused it ({e.Reason})");
            throw;
        }
    }

    /// <summary>The server's answer to a login says who the visitor is from now on. Needs <see cref="_identity"/>.</summary>
    private async Task<VisitorScope> TakeAsync(VisitorSession answer)
    {
        var visitor = answer.Data.Visitor;
        if (_scope is { } scope && scope.Session.Visitor.Uuid == visitor.Uuid)
        {
            Renew(scope, answer);
            if (_backgroundWanted || scope.Session.Background) Resume(scope);
            return scope;
        }

        var session = new SessionState(
            new()
            {
                WidgetId = Options.WidgetId,
                AccessToken = answer.Auth.AccessToken,
                FreshUntil = FreshUntil(answer.Auth),
                Visitor = visitor,
                // Whoever muted the chat before saying who they are is the same person; another identified visitor is not.
                Muted = _scope is not { Session.IsIdentified: true } && IsMuted,
            },
            _keeper.Request);
        var next = new VisitorScope(this, _api, session, _loggers);
        await ReplaceAsync(next).ConfigureAwait(false);
        _renewal?.Arm();
        if (_backgroundWanted) next.Listener.Start();
        return next;
    }

    private void Renew(VisitorScope scope, VisitorSession answer)
    {
        var wasExpired = scope.IsExpired;
        scope.Session.Renew(answer.Auth.AccessToken, FreshUntil(answer.Auth), answer.Data.Visitor);
        // What the old token could not do is tried at once.
        scope.Pause.NetworkIsBack();
        _renewal?.Arm();
        if (wasExpired) scope.Publish(new SessionRenewed(answer.Data.Visitor));
    }

    private DateTimeOffset? FreshUntil(SessionToken token)
    {
        if (token.ExpiresIn <= 0) return null;
        var life = TimeSpan.FromSeconds(Math.Min(token.ExpiresIn, MaxLife.TotalSeconds));
        var lead = life / 10;
        return Options.TimeProvider.GetUtcNow() + life - (lead < MaxLead ? lead : MaxLead);
    }

    private static void Resume(VisitorScope scope)
    {
        scope.Listener.Start();
        // What an expired token lost comes back now, and not with the next connection only.
        scope.Listener.OnSubscribed();
    }

    /// <summary>Ends one visitor and begins the next, or nobody. Needs <see cref="_identity"/>.</summary>
    private async Task ReplaceAsync(VisitorScope? next)
    {
        var before = _scope;
        var (state, unread, muted) = (ConnectionState, UnreadCount, IsMuted);
        // The fence first: from here on the old visitor reaches no listener and no store.
        if (before is not null) await before.CloseAsync().ConfigureAwait(false);
        _scope = null;
        await Outbox.ClearAsync().ConfigureAwait(false);
        _scope = next;
        _keeper.Attach(next?.Session);
        if (next is null) await _keeper.ClearAsync().ConfigureAwait(false);
        // A restart must find this visitor, and not the one before.
        else await _keeper.FlushAsync().ConfigureAwait(false);
        if (before is not null) await before.DisposeAsync().ConfigureAwait(false);
        var fence = next?.Fence ?? new();
        if (state != ConnectionState.Disconnected) Events.Publish(new(new ConnectionStateChanged(ConnectionState.Disconnected), fence));
        if (unread != 0) Events.Publish(new(new UnreadCountChanged(0), fence));
        // An anonymous visitor whose session is gone comes back as another one, and is the same person.
        _mutedBefore = next is null && muted && before is not { Session.IsIdentified: true };
        if (muted != IsMuted) Events.Publish(new(new MutedChanged(IsMuted), fence));
        Events.Publish(new(new VisitorChanged(next?.Session.Visitor), fence));
    }

    private async Task RevokeAsync(IdentityGate.Turn turn, string token, CancellationToken cancellationToken)
    {
        try
        {
            await turn.CallAsync(
                async end =>
                {
                    await _api.LogoutAsync(token, end).ConfigureAwait(false);
                    return true;
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is LivecallerException or OperationCanceledException)
        {
            LogNotRevoked(e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The server does not know the anonymous session any more; it was dropped.")]
    private partial void LogSessionDropped();

    [LoggerMessage(LogLevel.Warning, "The session could not be revoked at the server.")]
    private partial void LogNotRevoked(Exception exception);
}
