using System.Net;
using Livecaller.Connection;
using Livecaller.Http;
using Livecaller.Protocol;
using Microsoft.Extensions.Logging;

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
/// Keeps the session token fresh through the host app's provider: shortly before it expires, and when it is refused.
/// Restraint goes first: a token that came from the provider and was never good for anything is not asked about again.
/// </summary>
internal sealed partial class SessionRenewal : IDisposable
{
    /// <summary>A timer cannot run much longer, and a clock that was set is noticed at the latest then.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromDays(1);
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

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
    private string? _given;
    private string? _accepted;
    private long _givenAt;
    private TimeSpan _rest;
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

    /// <summary>The server gave a session token for one of the provider's. To be told before anybody uses it.</summary>
    public void OnIssued(SessionToken token)
    {
        lock (_lock)
        {
            _given = token.AccessToken;
            _givenAt = _time.GetTimestamp();
            _rest = TimeSpan.FromSeconds(Math.Clamp(token.ExpiresIn, 0, Rest.TotalSeconds));
            _attempt = 0;
        }

        _source.OnAccepted();
    }

    /// <summary>The server answered a call with this session token.</summary>
    public void OnUsed(string token) => Volatile.Write(ref _accepted, token);

    /// <summary>The server refused a session token; gives whether there is another one now.</summary>
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

    /// <summary>Waits for the time at which the current token is to be renewed.</summary>
    public void Arm()
    {
        if (_owner.Session?.FreshUntil is not { } until) return;
        Arm(until - _time.GetUtcNow());
    }

    public void Disarm() => _timer.Stop();

    public void Dispose() => _timer.Dispose();

    // 403 is not about time: where one token of the provider's may not go, the next may not either.
    private bool MayAsk(string token, HttpStatusCode status) =>
        token != _given
        || (status == HttpStatusCode.Unauthorized && Volatile.Read(ref _accepted) == token && _time.GetElapsedTime(_givenAt) >= _rest);

    private Task Begin(SessionState session, string token, bool isRefused) =>
        _renewing.IsCompleted ? _renewing = Task.Run(() => RenewAsync(session, token, isRefused), CancellationToken.None) : _renewing;

    private async Task RenewAsync(SessionState session, string token, bool isRefused)
    {
        try
        {
            var jwt = await _source.AskAsync(_ended).ConfigureAwait(false);
            if (jwt is null && session.IsIdentified)
                _source.OnRejected("LivecallerOptions.TokenProvider gave null for a visitor who is signed in: is UserLogoutAsync missing in the app's sign-out?");
            else if (jwt is not null || !isRefused)
                await _owner.RenewAsync(session, token, jwt, isRefused, _ended).ConfigureAwait(false);
        }
        catch (LivecallerTokenProviderException e) when (!Backoff.IsTransient(e))
        {
            // It was logged; the call is refused as it is without a provider.
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
            // What could not be renewed for good is left to its end: then the refusal asks again.
        }
        catch (LivecallerException e)
        {
            LogTryAgain(e);
            var delay = Backoff.Delay(Interlocked.Increment(ref _attempt), _random());
            Arm(delay + TimeSpan.FromSeconds(1));
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The client is gone.
        }
    }

    [LoggerMessage(LogLevel.Warning, "The session could not be renewed before it expires; it is tried again.")]
    private partial void LogTryAgain(Exception exception);
}
