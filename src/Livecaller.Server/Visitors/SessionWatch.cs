using Livecaller.Server.Operators;
using Microsoft.Extensions.Hosting;

namespace Livecaller.Server.Visitors;

// Closes the sockets of visitors' and operators' sessions, and operators' open dashboards, when the session was logged out, revoked or deleted,
// or has expired. What happens on a node closes them at once on all of them; this finds what was not told.
internal sealed partial class SessionWatch(
    SessionSockets sockets, OperatorSessionListeners dashboards, OperatorSessions operators, SessionEnds ends, IDbContextFactory<LivecallerDbContext> contexts, TimeProvider time,
    ILogger<SessionWatch> logger) : BackgroundService
{
    private readonly PeriodicTimer _timer = new(TimeSpan.FromSeconds(30), time);

    /// <summary>Records that a session authorizes a socket. False when the session has ended; its sockets are closed then.</summary>
    public async Task<bool> AddAsync(string sessionId, string socketId, SocketOwner owner, CancellationToken cancellationToken)
    {
        // In this order: a logout that is stored after the query closes the sockets that were recorded before it.
        sockets.Add(sessionId, socketId, owner);
        return await CloseEndedAsync([sessionId], cancellationToken).ConfigureAwait(false) == 0;
    }

    /// <summary>Reports the end of an operator's session to a dashboard that is open, at once when it has ended already.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="onEnd">Must return quickly and not throw. Called once at most.</param>
    /// <param name="cancellationToken">Cancels the check, not the subscription.</param>
    public async Task<IDisposable> ListenAsync(string sessionId, Action<OperatorSessionEnd> onEnd, CancellationToken cancellationToken)
    {
        // In this order, as with a socket.
        var subscription = dashboards.Subscribe(sessionId, onEnd);
        await CloseEndedAsync([sessionId], cancellationToken).ConfigureAwait(false);
        return subscription;
    }

    public override void Dispose()
    {
        _timer.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            try
            {
                await CloseEndedAsync([.. sockets.OpenSessions().Union(dashboards.OpenSessions())], stoppingToken).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e);
            }
        }
    }

    private async Task<int> CloseEndedAsync(IReadOnlyList<string> sessions, CancellationToken cancellationToken)
    {
        if (sessions.Count == 0) return 0;
        var now = time.GetUtcNow();
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var visitors = db.VisitorSessions.Where(s => sessions.Contains(s.Id) && s.RevokedAt == null && s.ExpiresAt > now).Select(s => s.Id);
        var holding = await visitors.ToListAsync(cancellationToken).ConfigureAwait(false);
        var ended = await operators.ReadEndsAsync([.. sessions.Except(holding)], cancellationToken).ConfigureAwait(false);
        foreach (var (session, reason) in ended) ends.CloseHere(session, reason);
        return ended.Count;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The sockets of ended sessions could not be closed.")]
    private partial void LogFailed(Exception exception);
}
