using System.Text.Json;
using System.Text.Json.Nodes;
using Livecaller.Server.Audit;
using Livecaller.Server.Operators;

namespace Livecaller.Server.Views;

internal sealed class SavedViewService(IDbContextFactory<LivecallerDbContext> contexts, WriteGate gate, OperatorAccess access, AuditLog audit, TimeProvider time) : ISavedViewService
{
    private const int MaxViews = 50;

    public async Task<Outcome<DataPage<SavedViewPayload>>> ListAsync(OperatorCaller caller, CancellationToken cancellationToken = default)
    {
        var grant = await access.CheckAsync(caller, OperatorPermission.Converse, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        var mine = OwnerOf(grant.Value);
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var rows = await db.SavedViews.AsNoTracking().Where(v => v.Owner == "" || v.Owner == mine).OrderBy(v => v.NameKey).ThenBy(v => v.Id)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return new DataPage<SavedViewPayload>([.. rows.Select(ToPayload)], false);
    }

    public async Task<Outcome<SavedViewPayload>> CreateAsync(OperatorCaller caller, SavedViewRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var grant = await access.CheckAsync(caller, request.IsShared == true ? OperatorPermission.ManageContent : OperatorPermission.Converse, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        if (request.IsShared != true && grant.Value.Operator is { IsSuccess: false } nobody) return nobody.Problem;
        if (request.Name is null) return Problems.Invalid("name", "It is missing.");
        if (request.Filters is null) return Problems.Invalid("filters", "It is missing.");
        if (SavedViewRules.Check(request) is { } fault) return fault;
        return await gate.WriteAsync(async db =>
        {
            var row = new SavedViewRow
            {
                Id = Guid.CreateVersion7(time.GetUtcNow()).ToString(),
                Owner = request.IsShared == true ? "" : OwnerOf(grant.Value),
                Name = "",
                NameKey = "",
                FiltersJson = "",
            };
            if (await db.SavedViews.CountAsync(v => v.Owner == row.Owner).ConfigureAwait(false) >= MaxViews) return Problems.Conflict($"There are {MaxViews} views, which is the most.");
            Apply(row, request);
            if (await IsTakenAsync(db, row).ConfigureAwait(false)) return Taken(row);
            db.SavedViews.Add(row);
            Note(db, grant.Value, row, "created", null, Details(row));
            return Outcome<SavedViewPayload>.Created(ToPayload(row));
        }, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    public async Task<Outcome<SavedViewPayload>> UpdateAsync(OperatorCaller caller, string id, SavedViewRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var grant = await access.CheckAsync(caller, OperatorPermission.Converse, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        if (SavedViewRules.Check(request) is { } fault) return fault;
        return await gate.WriteAsync<Outcome<SavedViewPayload>>(async db =>
        {
            var found = await FindAsync(db, grant.Value, id).ConfigureAwait(false);
            if (!found.IsSuccess) return found.Problem;
            var (row, before, wasShared) = (found.Value, Details(found.Value), found.Value.Owner.Length == 0);
            if (request.IsShared is { } shared && shared != wasShared)
            {
                if (grant.Value.Refuse(OperatorPermission.ManageContent) is { } refused) return refused;
                if (!shared && grant.Value.Operator is { IsSuccess: false } nobody) return nobody.Problem;
                row.Owner = shared ? "" : OwnerOf(grant.Value);
            }

            Apply(row, request);
            if (await IsTakenAsync(db, row).ConfigureAwait(false))
            {
                db.ChangeTracker.Clear();
                return Taken(row);
            }

            if (wasShared || row.Owner.Length == 0)
            {
                var (was, now) = AuditDetails.Difference(before, Details(row));
                if (now.Count > 0) audit.Add(db, grant.Value, new("view.updated", row.Id, row.Name) { Before = was, After = now });
            }

            return ToPayload(row);
        }, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    public async Task<Outcome<bool>> DeleteAsync(OperatorCaller caller, string id, CancellationToken cancellationToken = default)
    {
        var grant = await access.CheckAsync(caller, OperatorPermission.Converse, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        return await gate.WriteAsync<Outcome<bool>>(async db =>
        {
            var found = await FindAsync(db, grant.Value, id).ConfigureAwait(false);
            if (!found.IsSuccess) return found.Problem;
            db.SavedViews.Remove(found.Value);
            Note(db, grant.Value, found.Value, "deleted", Details(found.Value), null);
            return true;
        }, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private static string OwnerOf(OperatorGrant grant) => grant.Account?.Id.ToString() ?? "";

    // Somebody else's own ones don't exist for the caller.
    private static async Task<Outcome<SavedViewRow>> FindAsync(LivecallerDbContext db, OperatorGrant grant, string id)
    {
        var mine = OwnerOf(grant);
        if (await db.SavedViews.SingleOrDefaultAsync(v => v.Id == id && (v.Owner == "" || v.Owner == mine)).ConfigureAwait(false) is not { } row) return Problems.NotFound("view");
        return row.Owner.Length == 0 && grant.Refuse(OperatorPermission.ManageContent) is { } refused ? refused : row;
    }

    private static Task<bool> IsTakenAsync(LivecallerDbContext db, SavedViewRow row) =>
        db.SavedViews.AnyAsync(v => v.Id != row.Id && v.Owner == row.Owner && v.NameKey == row.NameKey);

    private static Problem Taken(SavedViewRow row) => Problems.Conflict($"There is a view '{row.Name}' already.");

    private void Apply(SavedViewRow row, SavedViewRequest request)
    {
        row.Name = request.Name?.Trim() ?? row.Name;
        row.NameKey = SavedViewRules.KeyOf(row.Name);
        if (request.Filters is { } filters) row.FiltersJson = JsonSerializer.Serialize(SavedViewRules.Normalize(filters), OperatorJson.Default.ViewFilters);
        row.UpdatedAt = time.GetUtcNow();
    }

    // Own ones concern nobody else.
    private void Note(LivecallerDbContext db, OperatorGrant grant, SavedViewRow row, string what, JsonObject? before, JsonObject? after)
    {
        if (row.Owner.Length == 0) audit.Add(db, grant, new("view." + what, row.Id, row.Name) { Before = before, After = after });
    }

    private static JsonObject Details(SavedViewRow row) => AuditDetails.Of(("name", row.Name), ("filters", AuditDetails.Text(row.FiltersJson)), ("is_shared", row.Owner.Length == 0));

    private static SavedViewPayload ToPayload(SavedViewRow row) => new()
    {
        Id = row.Id,
        Name = row.Name,
        IsShared = row.Owner.Length == 0,
        Filters = JsonSerializer.Deserialize(row.FiltersJson, OperatorJson.Default.ViewFilters)!,
        UpdatedAt = row.UpdatedAt,
    };
}
