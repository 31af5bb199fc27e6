using Livecaller.Events;
using Livecaller.Protocol;
using Livecaller.Session;
using Microsoft.Extensions.Logging;

namespace Livecaller;

public sealed partial class LivecallerClient
{
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
        await _identity.WaitAsync(cancellationToken);
        try
        {
            await SignInAsync(jwt, cancellationToken);
        }
        finally
        {
            _identity.Release();
        }
    }

    /// <summary>Takes the visitor's name, e-mail address and number over from a fresh identity token.</summary>
    /// <param name="jwt">The identity token.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
    /// <exception cref="LivecallerApiException">The server refused the token, and says why.</exception>
    public async Task UserUpdateAsync(string jwt, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(jwt);
        var scope = _scope ?? throw new InvalidOperationException("Nobody is signed in: call UserLoginAsync first.");
        var visitor = await scope.CallAsync((api, token, end) => api.UpdateVisitorAsync(token, jwt, end), cancellationToken);
        scope.Fence.TryRun(() => scope.Session.SetVisitor(visitor));
    }

    /// <summary>Signs out: revokes the session at the server (if it can be reached), clears it here, and closes the connection.</summary>
    /// <param name="cancellationToken">Ends the waiting for the server; the visitor is signed out here all the same.</param>
    public async Task UserLogoutAsync(CancellationToken cancellationToken = default)
    {
        await _identity.WaitAsync(CancellationToken.None);
        try
        {
            if (_scope is not { } scope) return;
            var token = scope.Session.Token;
            // First here: whatever the server does, nothing of this visitor is shown or stored from now on.
            await ReplaceAsync(null);
            await RevokeAsync(token, cancellationToken);
        }
        finally
        {
            _identity.Release();
        }
    }

    /// <summary>The server does not know the session any more. An anonymous visitor has nothing to sign in again with.</summary>
    internal void SessionRefused(VisitorScope scope)
    {
        if (!scope.Session.IsIdentified) _ = Task.Run(() => DropAsync(scope));
    }

    private async Task DropAsync(VisitorScope scope)
    {
        await _identity.WaitAsync();
        try
        {
            if (_disposed || _scope != scope) return;
            LogSessionDropped();
            var lost = scope.Session.Conversations.Where(c => !c.Closed).Select(c => c.Id).ToArray();
            await ReplaceAsync(null);
            foreach (var id in lost) Events.Publish(new(ClientEvents.AuthFailed(id), new()));
        }
        finally
        {
            _identity.Release();
        }
    }

    /// <summary>Needs <see cref="_identity"/>.</summary>
    private async Task<VisitorScope> SignInAsync(string? jwt, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var answer = await _api.LoginAsync(jwt, cancellationToken);
        var visitor = answer.Data.Visitor;
        if (_scope is { } scope && scope.Session.Visitor.Uuid == visitor.Uuid)
        {
            scope.Session.Renew(answer.Auth.AccessToken, visitor);
            if (_backgroundWanted || scope.Session.Background) Resume(scope);
            return scope;
        }

        var session = new SessionState(
            new() { WidgetId = Options.WidgetId, AccessToken = answer.Auth.AccessToken, Visitor = visitor }, _keeper.Request);
        var next = new VisitorScope(this, _api, session, _loggers);
        await ReplaceAsync(next);
        if (_backgroundWanted) next.Listener.Start();
        return next;
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
        var (state, unread) = (ConnectionState, UnreadCount);
        // The fence first: from here on the old visitor reaches no listener and no store.
        if (before is not null) await before.CloseAsync();
        _scope = null;
        await Outbox.ClearAsync();
        _scope = next;
        _keeper.Attach(next?.Session);
        if (next is null) await _keeper.ClearAsync();
        if (before is not null) await before.DisposeAsync();
        var fence = next?.Fence ?? new();
        if (state != ConnectionState.Disconnected) Events.Publish(new(new ConnectionStateChanged(ConnectionState.Disconnected), fence));
        if (unread != 0) Events.Publish(new(new UnreadCountChanged(0), fence));
        Events.Publish(new(new VisitorChanged(next?.Session.Visitor), fence));
    }

    private async Task RevokeAsync(string token, CancellationToken cancellationToken)
    {
        try
        {
            await _api.LogoutAsync(token, cancellationToken);
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
