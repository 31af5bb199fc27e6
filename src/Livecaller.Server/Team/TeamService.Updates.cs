using Livecaller.Server.Audit;
using Livecaller.Server.Conversations;
using Livecaller.Server.EventLog;
using Livecaller.Server.Operators;

namespace Livecaller.Server.Team;

// Changes of accounts.
internal sealed partial class TeamService
{
    public async Task<Outcome<TeamOperatorPayload>> UpdateAsync(
        OperatorCaller caller, OperatorId id, UpdateOperatorRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var grant = await access.CheckAsync(caller, OperatorPermission.ManageOperators, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        if (request.Role is not null && TeamRules.ReadRole(request.Role) is { IsSuccess: false } wrong) return wrong.Problem;
        if (TeamRules.CheckLimit(request.MaxConversations) is { } fault) return fault;
        var (ended, reason) = ((IReadOnlyList<string>)[], OperatorSessionEnd.RoleChanged);
        var updated = await log.WriteAsync<Outcome<TeamOperatorPayload>>(null, async writer =>
        {
            var db = writer.Db;
            if (!Guid.TryParse(id.Value, out var known) || await db.Users.FindAsync(known).ConfigureAwait(false) is not { } account) return Problems.NotFound("operator");
            if (await RefuseAsync(writer, grant.Value, account, request).ConfigureAwait(false) is { } refused) return refused;
            var before = (await reader.ListAsync(db, known, cancellationToken).ConfigureAwait(false))[0];
            if (request.Role is { } role && role != before.Role)
            {
                await OperatorRoles.SetAsync(db, known, OperatorRoles.Find(role)!.Value).ConfigureAwait(false);
                account.SecurityStamp = NewStamp();
                ended = await sessions.RevokeAllAsync(db, known, reason, withKeys: false).ConfigureAwait(false);
            }

            if (request.IsDisabled is { } isDisabled && isDisabled != before.IsDisabled)
            {
                (account.LockoutEnabled, account.LockoutEnd) = (true, isDisabled ? DateTimeOffset.MaxValue : null);
                if (isDisabled)
                {
                    (ended, reason) = (await sessions.RevokeAllAsync(db, known, OperatorSessionEnd.LockedOut, withKeys: true).ConfigureAwait(false), OperatorSessionEnd.LockedOut);
                    await ReturnConversationsAsync(writer, known).ConfigureAwait(false);
                }
            }

            if (request.MaxConversations is { } max) (await ProfileAsync(db, known).ConfigureAwait(false)).MaxConversations = max == 0 ? null : max;
            if (request.DepartmentIds is { } departments) await SetDepartmentsAsync(db, known, departments).ConfigureAwait(false);
            account.ConcurrencyStamp = NewStamp();
            await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            var after = (await reader.ListAsync(db, known, cancellationToken).ConfigureAwait(false))[0];
            var (was, now) = AuditDetails.Difference(Details(before), Details(after));
            if (now.Count > 0) audit.Add(db, grant.Value, new("operator.updated", id.Value, account.DisplayName) { Before = was, After = now });
            return after;
        }, cancellationToken).ConfigureAwait(false);
        if (updated.IsSuccess)
            foreach (var session in ended) sessions.Close(session, reason);
        return updated;
    }

    private static async Task<OperatorProfileRow> ProfileAsync(LivecallerDbContext db, Guid operatorId)
    {
        if (await db.OperatorProfiles.FindAsync(operatorId).ConfigureAwait(false) is { } found) return found;
        var row = new OperatorProfileRow { OperatorId = operatorId };
        db.OperatorProfiles.Add(row);
        return row;
    }

    private static async Task<Problem?> RefuseAsync(LogWriter writer, OperatorGrant grant, LivecallerOperator account, UpdateOperatorRequest request)
    {
        var db = writer.Db;
        var role = OperatorRoles.Find(request.Role);
        var current = await OperatorRoles.FindAsync(db, account.Id, CancellationToken.None).ConfigureAwait(false);
        if ((current == OperatorRole.Owner || role == OperatorRole.Owner) && grant.Refuse(OperatorPermission.ManageOwners) is { } refused) return refused;
        if (request.IsDisabled == true && account.Id == grant.Account?.Id) return Problems.Conflict("You can't lock yourself out.");
        var loses = current == OperatorRole.Owner && (request.IsDisabled == true || role is not (null or OperatorRole.Owner));
        if (loses && !await OperatorRoles.HasOwnerBesideAsync(db, account.Id, writer.Now).ConfigureAwait(false))
            return Problems.Conflict("This is the last owner. Make somebody else an owner first.");
        return await TeamRules.CheckDepartmentsAsync(db, request.DepartmentIds).ConfigureAwait(false);
    }

    // Somebody else answers from now on.
    private async Task ReturnConversationsAsync(LogWriter writer, Guid operatorId)
    {
        var open = writer.Db.Conversations.Where(c => c.OperatorId == operatorId && c.Status == ConversationStatus.Active);
        foreach (var id in await open.OrderBy(c => c.Id).Select(c => c.Id).ToListAsync().ConfigureAwait(false))
        {
            await database.LockConversationAsync(writer.Db, id, CancellationToken.None).ConfigureAwait(false);
            if (await open.Include(c => c.Visitor).SingleOrDefaultAsync(c => c.Id == id).ConfigureAwait(false) is not { } conversation) continue;
            ConversationSnooze.Wake(writer, conversation, by: null);
            (conversation.Status, conversation.OperatorId) = (ConversationStatus.Queued, null);
            await ConversationQueue.AppendUpdatedAsync(writer, conversation).ConfigureAwait(false);
            writer.QueueMoved(conversation);
        }
    }

    private static async Task SetDepartmentsAsync(LivecallerDbContext db, Guid operatorId, IReadOnlyList<DepartmentId> departments)
    {
        var rows = await db.OperatorDepartments.Where(d => d.OperatorId == operatorId).ToListAsync().ConfigureAwait(false);
        var ids = departments.Select(d => d.Value).ToHashSet();
        db.OperatorDepartments.RemoveRange(rows.Where(r => !ids.Contains(r.DepartmentId)));
        foreach (var added in ids.Except(rows.Select(r => r.DepartmentId))) db.OperatorDepartments.Add(new() { OperatorId = operatorId, DepartmentId = added });
    }

    private static System.Text.Json.Nodes.JsonObject Details(TeamOperatorPayload account) => AuditDetails.Of(
        ("role", account.Role), ("is_disabled", account.IsDisabled), ("department_ids", DepartmentList(account.DepartmentIds)), ("max_conversations", account.MaxConversations));
}
