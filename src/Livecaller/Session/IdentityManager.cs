using System.Diagnostics.CodeAnalysis;
using System.Net;
using Livecaller.Connection;
using Livecaller.Events;
using Livecaller.Http;
using Livecaller.Outbox;

namespace Livecaller.Session;

/// <summary>
/// Decides who the visitor is: signs in and out, renews the session, and replaces everything of one visitor with everything of the next, one
/// change at a time.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "EndAsync ends them; a canceled source without a timer holds nothing.")]
internal sealed partial class IdentityManager : ISessionTokens, IRenewableSession
{
    // A session is renewed after nine tenths of its life, and at most this long before it ends.
    private static readonly TimeSpan MaxLead = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MaxLife = TimeSpan.FromDays(3650);

    private readonly LivecallerOptions _options;
    private readonly WidgetApi _api;
    private readonly LivecallerEvents _events;
    private readonly SessionKeeper _keeper;
    private readonly OutboxKeeper _outbox;
    private readonly Func<ISessionTokens, SessionState, ActiveVisitor> _create;
    private readonly ILogger _logger;
    private readonly IdentityGate _gate = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly IdentityTokenSource? _tokens;
    private readonly SessionRenewal? _renewal;
    private volatile ActiveVisitor? _current;
    private volatile bool _disposed;
    // Chosen before there is a session to keep it in.
    private volatile bool _isMutedBefore;

    public IdentityManager(
        LivecallerOptions options, WidgetApi api, LivecallerEvents events, SessionKeeper keeper, OutboxKeeper outbox, SuspendState suspend,
        Func<ISessionTokens, SessionState, ActiveVisitor> create, ILogger logger)
    {
        (_options, _api, _events, _keeper, _outbox, _create, _logger) = (options, api, events, keeper, outbox, create, logger);
        if (options.TokenProvider is null) return;
        _tokens = new(options, logger, _ended.Token);
        _renewal = new(this, _tokens, options, suspend, logger, _ended.Token);
    }

    /// <summary>The visitor; null before the first login and after a logout.</summary>
    public ActiveVisitor? Current => _current;

    /// <inheritdoc />
    public SessionState? Session => _current?.Session;

    public bool IsDisposed => _disposed;

    public bool IsMuted => _current?.Session.IsMuted ?? _isMutedBefore;

    /// <summary>Whether the host app wants the background listener, with whichever visitor.</summary>
    public bool IsBackgroundWanted { get; set; }

    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, typeof(LivecallerClient));

    /// <summary>Waits until nothing else changes who the visitor is, and keeps it so until the result is disposed.</summary>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public async Task<IdentityGate.Turn> EnterAsync(CancellationToken cancellationToken) => ThrowIfDisposed(await _gate.EnterAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>The same, and cancels the calls to the server of everything that entered before.</summary>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public async Task<IdentityGate.Turn> InterruptAsync(CancellationToken cancellationToken) =>
        ThrowIfDisposed(await _gate.InterruptAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>Restores the visitor of the stored session.</summary>
    public async Task RestoreAsync(CancellationToken cancellationToken)
    {
        await _keeper.AcquireAsync(cancellationToken).ConfigureAwait(false);
        if (await _keeper.LoadAsync(cancellationToken).ConfigureAwait(false) is not { } stored) return;
        if (stored.WidgetId != _options.WidgetId)
        {
            LogOtherWidget();
            return;
        }

        var session = new SessionState(stored, _keeper.Request);
        _current = _create(this, session);
        _keeper.Attach(session);
        _current.Restore(await _outbox.LoadAsync(stored.Visitor.Uuid, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Returns the visitor. Signs in when there is none, with a token of the provider if it returns one.</summary>
    public async Task<ActiveVisitor> EnsureAsync(CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        if (_current is { } current)
        {
            StartRenewal();
            return current;
        }

        // Asked before the gate is entered: the provider may take its time.
        var jwt = _tokens is null ? null : await _tokens.AskAsync(cancellationToken).ConfigureAwait(false);
        using var turn = await EnterAsync(cancellationToken).ConfigureAwait(false);
        return _current ?? await SignInFirstAsync(turn, jwt, cancellationToken).ConfigureAwait(false);
    }

    public async Task LoginAsync(string jwt, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(jwt);
        using var turn = await EnterAsync(cancellationToken).ConfigureAwait(false);
        await TakeAsync(await turn.CallAsync(end => _api.LoginAsync(jwt, end), cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
    }

    public async Task UpdateAsync(string jwt, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(jwt);
        ThrowIfDisposed();
        var visitor = _current ?? throw new InvalidOperationException("Nobody is signed in: call UserLoginAsync first.");
        var answer = await visitor.Api.UpdateVisitorAsync(jwt, cancellationToken).ConfigureAwait(false);
        visitor.Fence.TryRun(() => Renew(visitor, answer));
    }

    public async Task LogoutAsync(CancellationToken cancellationToken)
    {
        using var turn = await EnterAsync(CancellationToken.None).ConfigureAwait(false);
        if (_current is not { } visitor) return;
        var token = visitor.Session.Token;
        // Here first: whatever the server does, nothing of this visitor is shown or stored from now on.
        await ReplaceAsync(null).ConfigureAwait(false);
        await RevokeAsync(turn, token, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends an anonymous visitor whose session the server does not know any more.</summary>
    public async Task DropAsync(SessionState session)
    {
        using var turn = await _gate.EnterAsync(CancellationToken.None).ConfigureAwait(false);
        if (_disposed || Session != session) return;
        LogSessionDropped();
        var lost = session.Conversations.Where(c => !c.Closed).Select(c => c.Id).ToArray();
        await ReplaceAsync(null).ConfigureAwait(false);
        foreach (var id in lost) _events.Publish(new(ClientEvents.AuthFailed(id), new()));
    }

    public async Task SetMutedAsync(bool isMuted, CancellationToken cancellationToken)
    {
        using var turn = await EnterAsync(cancellationToken).ConfigureAwait(false);
        if (IsMuted == isMuted) return;
        if (_current is { } visitor)
        {
            visitor.Session.SetMuted(isMuted);
            visitor.Events.Publish(new MutedChanged(isMuted));
            await _keeper.FlushAsync().ConfigureAwait(false);
            return;
        }

        _isMutedBefore = isMuted;
        _events.Publish(new(new MutedChanged(isMuted), new()));
    }

    /// <summary>Renews the session when it is about to expire.</summary>
    public void StartRenewal() => _renewal?.Arm();

    public void StopRenewal() => _renewal?.Disarm();

    /// <summary>Lets nothing in any more. Needs a turn.</summary>
    public async Task EndAsync()
    {
        _disposed = true;
        _gate.Close();
        await _ended.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _renewal?.Dispose();
    }

    /// <inheritdoc />
    void ISessionTokens.OnAccepted(string token) => _renewal?.OnUsed(token);

    /// <inheritdoc />
    Task<bool> ISessionTokens.TryRenewAsync(SessionState session, string token, HttpStatusCode status, CancellationToken cancellationToken) =>
        _renewal?.TryRenewAsync(session, token, status, cancellationToken) ?? Task.FromResult(false);

    /// <inheritdoc />
    void ISessionTokens.OnRefused(SessionState session, string token)
    {
        // An anonymous visitor has nothing to sign in with again.
        if (!session.IsIdentified) _ = Task.Run(() => DropAsync(session));
        else if (_current is { } visitor && visitor.Session == session) visitor.Expiry.Report(token);
    }

    /// <inheritdoc />
    async Task IRenewableSession.RenewAsync(SessionState session, string token, string? jwt, bool isRefused, CancellationToken cancellationToken)
    {
        using var turn = await _gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        // A login or logout may have come first.
        if (_disposed || Session != session || session.Token != token) return;
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
            // The session has ended already, or the token is another visitor's: a login decides.
            return null;
        }
    }

    private async Task<ActiveVisitor> SignInFirstAsync(IdentityGate.Turn turn, string? jwt, CancellationToken cancellationToken)
    {
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

    /// <summary>The server's answer to a login says who the visitor is from now on. Needs a turn.</summary>
    private async Task<ActiveVisitor> TakeAsync(VisitorSession answer)
    {
        var visitor = answer.Data.Visitor;
        if (_current is { } current && current.Session.Visitor.Uuid == visitor.Uuid)
        {
            Renew(current, answer);
            if (IsBackgroundWanted || current.Session.Background) current.Listener.Restart();
            return current;
        }

        var session = new SessionState(
            new()
            {
                WidgetId = _options.WidgetId,
                AccessToken = answer.Auth.AccessToken,
                FreshUntil = FreshUntil(answer.Auth),
                Visitor = visitor,
                // A visitor who muted the chat before signing in is the same person; another identified visitor is not.
                Muted = _current is not { Session.IsIdentified: true } && IsMuted,
            },
            _keeper.Request);
        var next = _create(this, session);
        await ReplaceAsync(next).ConfigureAwait(false);
        StartRenewal();
        if (IsBackgroundWanted) next.Listener.Start();
        return next;
    }

    private void Renew(ActiveVisitor visitor, VisitorSession answer)
    {
        var wasExpired = visitor.Expiry.IsExpired;
        visitor.Session.Renew(answer.Auth.AccessToken, FreshUntil(answer.Auth), answer.Data.Visitor);
        // What failed with the old token is tried at once.
        visitor.RetryNow();
        StartRenewal();
        if (wasExpired) visitor.Events.Publish(new SessionRenewed(answer.Data.Visitor));
    }

    private DateTimeOffset? FreshUntil(SessionToken token)
    {
        if (token.ExpiresIn <= 0) return null;
        var life = TimeSpan.FromSeconds(Math.Min(token.ExpiresIn, MaxLife.TotalSeconds));
        var lead = life / 10;
        return _options.TimeProvider.GetUtcNow() + life - (lead < MaxLead ? lead : MaxLead);
    }

    /// <summary>Ends one visitor, and begins the next or none. Needs a turn.</summary>
    private async Task ReplaceAsync(ActiveVisitor? next)
    {
        var before = _current;
        var (state, unread, muted) = (before?.Connection.State ?? ConnectionState.Disconnected, before?.UnreadCount ?? 0, IsMuted);
        // The fence first: from here on, the old visitor reaches no listener and no store.
        if (before is not null) await before.CloseAsync().ConfigureAwait(false);
        _current = null;
        await _outbox.ClearAsync().ConfigureAwait(false);
        _current = next;
        _keeper.Attach(next?.Session);
        if (next is null) await _keeper.ClearAsync().ConfigureAwait(false);
        // A restart must find this visitor, and not the one before.
        else await _keeper.FlushAsync().ConfigureAwait(false);
        if (before is not null) await before.DisposeAsync().ConfigureAwait(false);
        var fence = next?.Fence ?? new();
        if (state != ConnectionState.Disconnected) _events.Publish(new(new ConnectionStateChanged(ConnectionState.Disconnected), fence));
        if (unread != 0) _events.Publish(new(new UnreadCountChanged(0), fence));
        // An anonymous visitor whose session is gone returns as another visitor, and is the same person.
        _isMutedBefore = next is null && muted && before is not { Session.IsIdentified: true };
        if (muted != IsMuted) _events.Publish(new(new MutedChanged(IsMuted), fence));
        _events.Publish(new(new VisitorChanged(next?.Session.Visitor), fence));
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

    private IdentityGate.Turn ThrowIfDisposed(IdentityGate.Turn turn)
    {
        if (!_disposed) return turn;
        turn.Dispose();
        throw new ObjectDisposedException(typeof(LivecallerClient).FullName);
    }

    [LoggerMessage(LogLevel.Warning, "The stored session belongs to another widget and is not used.")]
    private partial void LogOtherWidget();

    [LoggerMessage(LogLevel.Warning, "The server does not know the anonymous session any more. It was dropped.")]
    private partial void LogSessionDropped();

    [LoggerMessage(LogLevel.Warning, "The session could not be revoked on the server.")]
    private partial void LogNotRevoked(Exception exception);
}
