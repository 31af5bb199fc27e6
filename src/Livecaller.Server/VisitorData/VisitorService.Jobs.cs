using Livecaller.Server.Audit;
using Livecaller.Server.Operators;

namespace Livecaller.Server.VisitorData;

// Exports and erasures. Their entries in the audit log are what is known of them afterwards.
internal sealed partial class VisitorService
{
    public const string Exported = "visitor.exported";
    public const string Erased = "visitor.erased";
    private static readonly TimeSpan ExportLifetime = TimeSpan.FromDays(1);

    public async Task<Outcome<JobPayload>> ExportAsync(OperatorCaller caller, VisitorId id, CancellationToken cancellationToken = default)
    {
        var grant = await access.CheckAsync(caller, OperatorPermission.ManageVisitors, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        return await gate.WriteAsync<Outcome<JobPayload>>(async db =>
        {
            if (!await db.Visitors.AnyAsync(v => v.Id == id.Value).ConfigureAwait(false)) return Problems.NotFound("visitor");
            return ToPayload(audit.Add(db, grant.Value, new(Exported, id.Value, id.Value)));
        }, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    public async Task<Outcome<VisitorExport>> OpenExportAsync(OperatorCaller caller, string jobId, CancellationToken cancellationToken = default)
    {
        var grant = await access.CheckAsync(caller, OperatorPermission.ManageVisitors, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var (actor, since) = (grant.Value.Account?.Id, time.GetUtcNow() - ExportLifetime);
        var job = await db.AuditLog.AsNoTracking().SingleOrDefaultAsync(e => e.Id == jobId && e.Action == Exported && e.ActorId == actor && e.CreatedAt > since, cancellationToken)
            .ConfigureAwait(false);
        if (job is null) return Problems.NotFound("export");
        return await db.Visitors.AnyAsync(v => v.Id == job.TargetId, cancellationToken).ConfigureAwait(false)
            ? exports.Create(job.TargetId, job.CreatedAt) : Problems.NotFound("visitor");
    }

    public async Task<Outcome<JobPayload>> EraseAsync(OperatorCaller caller, VisitorId id, CancellationToken cancellationToken = default)
    {
        var grant = await access.CheckAsync(caller, OperatorPermission.ManageVisitors, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        var erased = await erasure.EraseAsync(grant.Value, id.Value, cancellationToken).ConfigureAwait(false);
        return erased.IsSuccess ? ToPayload(erased.Value) : erased.Problem;
    }

    public async Task<Outcome<JobPayload>> FindJobAsync(OperatorCaller caller, string jobId, CancellationToken cancellationToken = default)
    {
        var grant = await access.CheckAsync(caller, OperatorPermission.ManageVisitors, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var row = await db.AuditLog.AsNoTracking().SingleOrDefaultAsync(e => e.Id == jobId && (e.Action == Exported || e.Action == Erased), cancellationToken).ConfigureAwait(false);
        return row is null ? Problems.NotFound("job") : ToPayload(row);
    }

    private static JobPayload ToPayload(AuditRow row) => new()
    {
        Id = row.Id,
        Kind = row.Action,
        Status = "done",
        CreatedAt = row.CreatedAt,
        Url = row.Action == Exported ? $"/v1/operator/jobs/{row.Id}/file" : null,
    };
}
