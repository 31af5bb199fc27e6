using System.Text.Json;
using Livecaller.Server.Operators;

#pragma warning disable CA1309 // The comparison is the database's: EF Core translates only this overload.

namespace Livecaller.Server.Audit;

internal sealed class AuditLogService(IDbContextFactory<LivecallerDbContext> contexts, OperatorAccess access) : IAuditLogService
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 500;

    public async Task<Outcome<DataPage<AuditEntryPayload>>> ListAsync(OperatorCaller caller, AuditQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var grant = await access.CheckAsync(caller, OperatorPermission.ReadAuditLog, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var limit = Math.Clamp(query.Limit ?? DefaultLimit, 1, MaxLimit);
        var rows = await Filter(db.AuditLog.AsNoTracking(), query).OrderByDescending(e => e.Id).Take(limit + 1)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return new DataPage<AuditEntryPayload>([.. rows.Take(limit).Select(ToPayload)], rows.Count > limit);
    }

    private static IQueryable<AuditRow> Filter(IQueryable<AuditRow> rows, AuditQuery query)
    {
        if (query.Actor is { } actor)
        {
            var id = Guid.TryParse(actor.Value, out var parsed) ? parsed : Guid.Empty;
            rows = rows.Where(e => e.ActorId == id);
        }

        if (query.Action is { } action) rows = action.EndsWith('.') ? rows.Where(e => e.Action.StartsWith(action)) : rows.Where(e => e.Action == action);
        if (query.From is { } from) rows = rows.Where(e => e.CreatedAt >= from);
        if (query.To is { } to) rows = rows.Where(e => e.CreatedAt < to);
        return query.Before is { } before ? rows.Where(e => string.Compare(e.Id, before) < 0) : rows;
    }

    private static AuditEntryPayload ToPayload(AuditRow row) => new()
    {
        Id = row.Id,
        CreatedAt = row.CreatedAt,
        Actor = new()
        {
            Id = row.ActorId is { } id ? new(id.ToString()) : null,
            Name = row.ActorName,
            Via = row.Via,
            ApiKey = row.ApiKey,
            Address = row.Address,
        },
        Action = row.Action,
        Target = new(row.TargetType, row.TargetId, row.TargetName),
        Before = row.BeforeJson is null ? null : JsonElement.Parse(row.BeforeJson),
        After = row.AfterJson is null ? null : JsonElement.Parse(row.AfterJson),
    };
}
