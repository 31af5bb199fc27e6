using System.Linq.Expressions;
using Livecaller.Server.Hosting;

namespace Livecaller.Server.Housekeeping;

// Deletes sessions that expired or were ended long enough ago, and with its last session a visitor who never began a conversation.
internal sealed class SessionCleanup(WriteGate gate, TimeProvider time, IOptions<LivecallerServerOptions> options) : IHousekeepingTask
{
    // A batch is one transaction: other writers can run between two of them.
    private const int BatchSize = 100;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - options.Value.Retention.Sessions;
        await RepeatAsync(db => DeleteVisitorSessionsAsync(db, s => s.ExpiresAt <= before, s => s.ExpiresAt), cancellationToken).ConfigureAwait(false);
        await RepeatAsync(db => DeleteVisitorSessionsAsync(db, s => s.RevokedAt <= before, s => s.RevokedAt), cancellationToken).ConfigureAwait(false);
        await RepeatAsync(db => db.OperatorSessions.Where(s => db.OperatorSessions.Where(o => o.ExpiresAt <= before || o.RevokedAt <= before)
            .OrderBy(o => o.Id).Take(BatchSize).Select(o => o.Id).Contains(s.Id)).ExecuteDeleteAsync(), cancellationToken).ConfigureAwait(false);
    }

    private async Task RepeatAsync(Func<LivecallerDbContext, Task<int>> delete, CancellationToken cancellationToken)
    {
        while (await gate.WriteAsync(delete, cancellationToken: cancellationToken).ConfigureAwait(false) == BatchSize)
        {
        }
    }

    private static async Task<int> DeleteVisitorSessionsAsync<TKey>(
        LivecallerDbContext db, Expression<Func<VisitorSessionRow, bool>> isOver, Expression<Func<VisitorSessionRow, TKey>> order)
    {
        var batch = await db.VisitorSessions.AsNoTracking().Where(isOver).OrderBy(order).Take(BatchSize)
            .Select(s => new { s.Id, s.VisitorId }).ToListAsync().ConfigureAwait(false);
        if (batch.Count == 0) return 0;
        var (sessions, visitors) = (batch.Select(s => s.Id).ToList(), batch.Select(s => s.VisitorId).Distinct().ToList());
        await db.VisitorSessions.Where(s => sessions.Contains(s.Id)).ExecuteDeleteAsync().ConfigureAwait(false);
        await db.Visitors.Where(v => visitors.Contains(v.Id)
            && !db.VisitorSessions.Any(s => s.VisitorId == v.Id) && !db.Conversations.Any(c => c.VisitorId == v.Id)).ExecuteDeleteAsync().ConfigureAwait(false);
        return batch.Count;
    }
}
