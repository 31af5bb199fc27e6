using System.Text.Json;
using Livecaller.Server.Audit;
using Livecaller.Server.Operators;

namespace Livecaller.Server.VisitorData;

#pragma warning disable CA1309 // The comparison is the database's: EF Core translates only this overload.

internal sealed partial class VisitorService(
    IDbContextFactory<LivecallerDbContext> contexts, WriteGate gate, OperatorAccess access, LivecallerDatabase database, VisitorProfiles profiles,
    VisitorErasure erasure, VisitorExports exports, AuditLog audit, TimeProvider time) : IVisitorService
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 100;

    // So many of those with the words are looked at.
    private const int MaxFound = 500;

    public async Task<Outcome<DataPage<VisitorProfilePayload>>> ListAsync(OperatorCaller caller, VisitorQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        var grant = await access.CheckAsync(caller, OperatorPermission.Converse, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var limit = Math.Clamp(query.Limit ?? DefaultLimit, 1, MaxLimit);
        var rows = await (await FilterAsync(db, query, cancellationToken).ConfigureAwait(false)).OrderByDescending(v => v.Id).Take(limit + 1)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        var page = await profiles.ReadAsync(db, grant.Value, [.. rows.Take(limit)], cancellationToken).ConfigureAwait(false);
        return new DataPage<VisitorProfilePayload>(page, rows.Count > limit);
    }

    public async Task<Outcome<VisitorProfilePayload>> FindAsync(OperatorCaller caller, VisitorId id, CancellationToken cancellationToken = default)
    {
        var grant = await access.CheckAsync(caller, OperatorPermission.Converse, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        if (await db.Visitors.AsNoTracking().SingleOrDefaultAsync(v => v.Id == id.Value, cancellationToken).ConfigureAwait(false) is not { } row)
            return Problems.NotFound("visitor");
        return (await profiles.ReadAsync(db, grant.Value, [row], cancellationToken).ConfigureAwait(false))[0];
    }

    public async Task<Outcome<VisitorProfilePayload>> UpdateAsync(
        OperatorCaller caller, VisitorId id, UpdateVisitorRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var grant = await access.CheckAsync(caller, OperatorPermission.Converse, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        var notes = request.Notes is { } text ? TextRules.NormalizeLines(text).Trim() : null;
        if (TextRules.Check("notes", notes, AttributeRules.MaxNotes) is { } fault) return fault;
        if (AttributeRules.CheckChanges(request.Attributes) is { } wrong) return wrong;
        var refused = await gate.WriteAsync(async db =>
        {
            if (await db.Visitors.FindAsync(id.Value).ConfigureAwait(false) is not { } row) return Problems.NotFound("visitor");
            if (notes is not null && request.NotesVersion is { } version && version != row.NotesVersion)
                return Problems.Conflict("Somebody else has changed the notes meanwhile. Read them again.");
            var attributes = AttributeRules.Merge(row.AttributesJson, request.Attributes);
            if (attributes.Problem is { } tooMany) return tooMany;
            row.AttributesJson = attributes.Value;
            if (notes is null || notes == (row.Notes ?? "")) return null;
            (row.Notes, row.NotesVersion) = (notes.Length == 0 ? null : notes, row.NotesVersion + 1);
            (row.NotesBy, row.NotesAt) = (grant.Value.Account?.Id, time.GetUtcNow());
            return (Problem?)null;
        }, cancellationToken: cancellationToken).ConfigureAwait(false);
        return refused is null ? await FindAsync(caller, id, cancellationToken).ConfigureAwait(false) : refused;
    }

    private async Task<IQueryable<VisitorRow>> FilterAsync(LivecallerDbContext db, VisitorQuery query, CancellationToken cancellationToken)
    {
        var rows = db.Visitors.AsNoTracking().Where(v => v.UserId != null || db.Conversations.Any(c => c.VisitorId == v.Id));
        if (query.WidgetId is { } widget) rows = rows.Where(v => v.WidgetId == widget.Value);
        if (query.Before is { } before) rows = rows.Where(v => string.Compare(v.Id, before.Value) < 0);
        if (Search.SearchWords.Of(query.Search) is not { } words) return rows;
        var found = words.IsEmpty ? [] : await database.Search.FindVisitorsAsync(db, words, MaxFound, cancellationToken).ConfigureAwait(false);
        var named = query.Search!.Trim();
        return rows.Where(v => found.Contains(v.Id) || v.UserId == named || v.Id == named);
    }
}
