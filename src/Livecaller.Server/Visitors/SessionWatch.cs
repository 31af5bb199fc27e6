using Livecaller.Server.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Livecaller.Server.Visitors;

// Closes the sockets of visitors' and operators' sessions that were logged out, revoked or deleted, or that have expired.
internal sealed partial class SessionWatch(
    SessionSockets sockets, IDbContextFactory<LivecallerDbContext> contexts, TimeProvider time, ILogger<SessionWatch> logger) : BackgroundService
{
    private readonly PeriodicTimer _timer = new(TimeSpan.FromMinutes(1), time);

    /// <summary>Records that a session authorizes a socket. False when the session has ended; its sockets are closed then.</summary>
    public async Task<bool> AddAsync(string sessionId, string socketId, CancellationToken cancellationToken)
    {
        // In this order: a logout that is stored after the query closes the sockets that were recorded before it.
        sockets.Add(sessionId, socketId);
        return await CloseEndedAsync([sessionId], cancellationToken).ConfigureAwait(false) == 0;
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
                await CloseEndedAsync(sockets.OpenSessions(), stoppingToken).ConfigureAwait(false);
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
        var operators = db.OperatorSessions
            .Where(s => sessions.Contains(s.Id) && s.RevokedAt == null && s.ExpiresAt > now && db.Users.Any(u => u.Id == s.OperatorId)).Select(s => s.Id);
        var ended = sessions.Except(await visitors.Concat(operators).ToListAsync(cancellationToken).ConfigureAwait(false)).ToList();
        foreach (var session in ended) sockets.CloseAll(session);
        return ended.Count;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The sockets of ended sessions could not be closed.")]
    private partial void LogFailed(Exception exception);
}
