using System.Text.Json.Nodes;
using Livecaller.Server.Audit;
using Livecaller.Server.Hosting;
using Livecaller.Server.Operators;

namespace Livecaller.Server.CannedReplies;

internal sealed class CannedReplyService(
    IDbContextFactory<LivecallerDbContext> contexts, WriteGate gate, OperatorAccess access, AuditLog audit, TimeProvider time, IOptions<LivecallerServerOptions> options)
    : ICannedReplyService
{
    private const int MaxReplies = 500;

    public async Task<Outcome<DataPage<CannedReplyPayload>>> ListAsync(OperatorCaller caller, CancellationToken cancellationToken = default)
    {
        var grant = await access.CheckAsync(caller, OperatorPermission.Converse, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        var mine = OwnerOf(grant.Value);
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var rows = await db.CannedReplies.AsNoTracking().Where(r => r.Owner == "" || r.Owner == mine).OrderBy(r => r.Shortcut).ThenBy(r => r.Id)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return new DataPage<CannedReplyPayload>([.. rows.Select(ToPayload)], false);
    }

    public async Task<Outcome<CannedReplyPayload>> CreateAsync(OperatorCaller caller, CannedReplyRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var grant = await access.CheckAsync(caller, request.IsShared == true ? OperatorPermission.ManageContent : OperatorPermission.Converse, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        if (request.IsShared != true && grant.Value.Operator is { IsSuccess: false } nobody) return nobody.Problem;
        if (request.Shortcut is null) return Problems.Invalid("shortcut", "It is missing.");
        if (request.Content is null) return Problems.Invalid("content", "It is missing.");
        if (Check(request) is { } fault) return fault;
        var row = new CannedReplyRow
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()).ToString(),
            Owner = request.IsShared == true ? "" : OwnerOf(grant.Value),
            Shortcut = "",
            Content = "",
        };
        return await gate.WriteAsync(async db =>
        {
            if (await db.CannedReplies.CountAsync(r => r.Owner == row.Owner).ConfigureAwait(false) >= MaxReplies) return Problems.Conflict($"There are {MaxReplies} canned replies, which is the most.");
            Apply(row, request);
            if (await IsTakenAsync(db, row).ConfigureAwait(false)) return Taken(row);
            db.CannedReplies.Add(row);
            Note(db, grant.Value, row, "created", null, Details(row));
            return Outcome<CannedReplyPayload>.Created(ToPayload(row));
        }, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    public async Task<Outcome<CannedReplyPayload>> UpdateAsync(OperatorCaller caller, string id, CannedReplyRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var grant = await access.CheckAsync(caller, OperatorPermission.Converse, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        if (Check(request) is { } fault) return fault;
        return await gate.WriteAsync<Outcome<CannedReplyPayload>>(async db =>
        {
            var found = await FindAsync(db, grant.Value, id).ConfigureAwait(false);
            if (!found.IsSuccess) return found.Problem;
            var (row, before) = (found.Value, Details(found.Value));
            var wasShared = row.IsShared;
            var owner = request.IsShared switch { true => "", false when wasShared => OwnerOf(grant.Value), _ => row.Owner };
            if (owner != row.Owner && grant.Value.Refuse(OperatorPermission.ManageContent) is { } refused) return refused;
            if (request.IsShared == false && grant.Value.Operator is { IsSuccess: false } nobody) return nobody.Problem;
            row.Owner = owner;
            Apply(row, request);
            if (await IsTakenAsync(db, row).ConfigureAwait(false))
            {
                db.ChangeTracker.Clear();
                return Taken(row);
            }

            if (wasShared || row.IsShared)
            {
                var (was, now) = AuditDetails.Difference(before, Details(row));
                if (now.Count > 0) audit.Add(db, grant.Value, new("canned_reply.updated", row.Id, row.Shortcut) { Before = was, After = now });
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
            db.CannedReplies.Remove(found.Value);
            Note(db, grant.Value, found.Value, "deleted", Details(found.Value), null);
            return true;
        }, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private Problem? Check(CannedReplyRequest request) => CannedReplyRules.Check(request, options.Value.Limits.MaxMessageCharacters);

    private static string OwnerOf(OperatorGrant grant) => grant.Account?.Id.ToString() ?? "";

    // Somebody else's own ones don't exist for the caller.
    private static async Task<Outcome<CannedReplyRow>> FindAsync(LivecallerDbContext db, OperatorGrant grant, string id)
    {
        var mine = OwnerOf(grant);
        if (await db.CannedReplies.SingleOrDefaultAsync(r => r.Id == id && (r.Owner == "" || r.Owner == mine)).ConfigureAwait(false) is not { } row) return Problems.NotFound("canned reply");
        return row.IsShared && grant.Refuse(OperatorPermission.ManageContent) is { } refused ? refused : row;
    }

    private static Task<bool> IsTakenAsync(LivecallerDbContext db, CannedReplyRow row) =>
        db.CannedReplies.AnyAsync(r => r.Id != row.Id && r.Owner == row.Owner && r.Shortcut == row.Shortcut);

    private static Problem Taken(CannedReplyRow row) => Problems.Conflict($"There is a canned reply '{row.Shortcut}' already.");

    private void Apply(CannedReplyRow row, CannedReplyRequest request)
    {
        row.Shortcut = CannedReplyRules.NormalizeShortcut(request.Shortcut) ?? row.Shortcut;
        row.Content = request.Content is { } content ? TextRules.NormalizeLines(content).Trim() : row.Content;
        row.UpdatedAt = time.GetUtcNow();
    }

    // Own ones concern nobody else.
    private void Note(LivecallerDbContext db, OperatorGrant grant, CannedReplyRow row, string what, JsonObject? before, JsonObject? after)
    {
        if (row.IsShared) audit.Add(db, grant, new("canned_reply." + what, row.Id, row.Shortcut) { Before = before, After = after });
    }

    private static JsonObject Details(CannedReplyRow row) => AuditDetails.Of(("shortcut", row.Shortcut), ("content", AuditDetails.Text(row.Content)), ("is_shared", row.IsShared));

    private static CannedReplyPayload ToPayload(CannedReplyRow row) =>
        new() { Id = row.Id, Shortcut = row.Shortcut, Content = row.Content, IsShared = row.IsShared, UpdatedAt = row.UpdatedAt };
}
