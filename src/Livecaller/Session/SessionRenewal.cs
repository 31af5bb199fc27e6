using System.Net;
using Livecaller.Connection;
using Livecaller.Http;

namespace Livecaller.Session;

/// <summary>Has the session that is renewed.</summary>
internal interface IRenewableSession
{
    /// <summary>The current session; null when nobody is signed in.</summary>
    SessionState? Session { get; }

    /// <summary>
    /// Renews a session with a token of the provider. A session that is still valid is kept; another visitor's token switches to that visitor.
    /// </summary>
    Task RenewAsync(SessionState session, string token, string? jwt, bool isRefused, CancellationToken cancellationToken);
}

/// <summary>
/// Renews the session token through the host app's provider: shortly before it expires, and when the server refuses it. The provider is not called
/// again for a token that it returned and that the server never accepted.
/// </summary>
internal sealed partial class SessionRenewal : IDisposable
{
    /// <summary>A timer cannot run much longer, and a changed clock is noticed after this time at the latest.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromDays(1);
    private static readonly TimeSpan MinimumAge = TimeSpan.FromMinutes(1);

    private readonly IRenewableSession _owner;
    private readonly IdentityTokenSource _source;
    private readonly SuspendState _suspend;
    private readonly TimeProvider _time;
    private readonly Func<double> _random;
    private readonly ILogger _logger;
    private readonly CancellationToken _ended;
    private readonly OneShotTimer _timer;
    private readonly Lock _lock = new();
    private Task _renewing = Task.CompletedTask;
    private string? _issued;
    private string? _accepted;
    private long _issuedAt;
    private TimeSpan _minimumAge;
    private int _attempt;

    public SessionRenewal(
        IRenewableSession owner, IdentityTokenSource source, LivecallerOptions options, SuspendState suspend, ILogger logger, CancellationToken ended)
    {
        _owner = owner;
        _source = source;
        _suspend = suspend;
        _time = options.TimeProvider;
        _random = options.Random;
        _logger = logger;
        _ended = ended;
        _timer = new(_time, Elapsed);
    }

    /// <summary>The server issued a session token for a token of the provider. Called before the session token is used.</summary>
    public void OnIssued(SessionToken token)
    {
        lock (_lock)
        {
            _issued = token.AccessToken;
            _issuedAt = _time.GetTimestamp();
            _minimumAge = TimeSpan.FromSeconds(Math.Clamp(token.ExpiresIn, 0, MinimumAge.TotalSeconds));
            _attempt = 0;
        }

        _source.OnAccepted();
    }

    /// <summary>The server accepted a call with this session token.</summary>
    public void OnUsed(string token) => Volatile.Write(ref _accepted, token);

    /// <summary>The server refused a session token. Returns whether there is another one now.</summary>
    /// <exception cref="LivecallerException">It may work later: the server or the provider could not be reached.</exception>
    public async Task<bool> TryRenewAsync(SessionState session, string token, HttpStatusCode status, CancellationToken cancellationToken)
    {
        Task renewing;
        lock (_lock)
        {
            if (session.Token != token) return true;
            if (!MayAsk(token, status)) return false;
            renewing = Begin(session, token, isRefused: true);
        }

        await renewing.WaitAsync(cancellationToken).ConfigureAwait(false);
        return session.Token != token;
    }

    /// <summary>Starts waiting for the time at which the current token must be renewed.</summary>
    public void Arm()
    {
        if (_owner.Session?.FreshUntil is not { } until) return;
        Arm(until - _time.GetUtcNow());
    }

    public void Disarm() => _timer.Stop();

    public void Dispose() => _timer.Dispose();

    // 403 has nothing to do with expiry: what one token of the provider may not access, the next may not either.
    private bool MayAsk(string token, HttpStatusCode status) =>
        token != _issued
        || (status == HttpStatusCode.Unauthorized && Volatile.Read(ref _accepted) == token && _time.GetElapsedTime(_issuedAt) >= _minimumAge);

    private Task Begin(SessionState session, string token, bool isRefused) =>
        _renewing.IsCompleted ? _renewing = Task.Run(() => RenewAsync(session, token, isRefused), CancellationToken.None) : _renewing;

    private async Task RenewAsync(SessionState session, string token, bool isRefused)
    {
        try
        {
            var jwt = await _source.AskAsync(_ended).ConfigureAwait(false);
            if (jwt is null && session.IsIdentified)
                _source.OnRejected("LivecallerOptions.TokenProvider returned null for a visitor who is signed in. Is UserLogoutAsync missing in the app's sign-out?");
            else if (jwt is not null || !isRefused)
                await _owner.RenewAsync(session, token, jwt, isRefused, _ended).ConfigureAwait(false);
        }
        catch (LivecallerTokenProviderException e) when (!Backoff.IsTransient(e))
        {
            // It was logged. The call is refused as it is without a provider.
        }
        catch (LivecallerApiException e) when (!Backoff.IsTransient(e))
        {
            _source.OnRejected($"the server refused it ({e.Reason})");
        }
    }

    private void Arm(TimeSpan wait)
    {
        if (_suspend.IsPaused) return;
        _timer.Start(wait < TimeSpan.Zero ? TimeSpan.Zero : wait < MaxWait ? wait : MaxWait);
    }

    private void Elapsed()
    {
        if (_suspend.IsPaused || _owner.Session is not { FreshUntil: { } until } session) return;
        if (until > _time.GetUtcNow()) Arm();
        else _ = Task.Run(() => RenewInTimeAsync(session));
    }

    private async Task RenewInTimeAsync(SessionState session)
    {
        try
        {
            Task renewing;
            lock (_lock) renewing = Begin(session, session.Token, isRefused: false);
            await renewing.ConfigureAwait(false);
            // A session that cannot be renewed now stays until the server refuses it, which tries again.
        }
        catch (LivecallerException e)
        {
            LogRetrying(e);
            var delay = Backoff.Delay(Interlocked.Increment(ref _attempt), _random());
            Arm(delay + TimeSpan.FromSeconds(1));
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The client was disposed.
        }
    }

    [LoggerMessage(LogLevel.Warning, "The session could not be renewed before it expires. It is retried.")]
    private partial void LogRetrying(Exception exception);
}
