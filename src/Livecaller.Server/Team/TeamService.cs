using Livecaller.Server.Audit;
using Livecaller.Server.EventLog;
using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Identity;

namespace Livecaller.Server.Team;

internal sealed partial class TeamService(
    IDbContextFactory<LivecallerDbContext> contexts, ConversationLog log, LivecallerDatabase database, WriteGate gate, OperatorAccess access, OperatorSessions sessions, TeamReader reader,
    TeamInvitations invitations, AuditLog audit, ILookupNormalizer normalizer) : ITeamService
{
    private const int MaxOperators = 1000;

    public async Task<Outcome<DataPage<TeamOperatorPayload>>> ListAsync(OperatorCaller caller, CancellationToken cancellationToken = default)
    {
        var grant = await access.CheckAsync(caller, OperatorPermission.Converse, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        return new DataPage<TeamOperatorPayload>(await reader.ListAsync(db, null, cancellationToken).ConfigureAwait(false), false);
    }

    public async Task<Outcome<InvitedOperator>> InviteAsync(OperatorCaller caller, InviteOperatorRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var grant = await access.CheckAsync(caller, OperatorPermission.ManageOperators, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        var (email, role) = (TeamRules.ReadEmail(request.Email), TeamRules.ReadRole(request.Role));
        if (!email.IsSuccess) return email.Problem;
        if (TeamRules.CheckName(request.Name) is { } fault) return fault;
        if (!role.IsSuccess) return role.Problem;
        if (role.Value == OperatorRole.Owner && grant.Value.Refuse(OperatorPermission.ManageOwners) is { } refused) return refused;
        var (token, expiresAt) = invitations.NewToken();
        var account = NewAccount(email.Value, request.Name!.Trim());
        var invited = await gate.WriteAsync<Outcome<TeamOperatorPayload>>(async db =>
        {
            if (await db.Users.AnyAsync(u => u.NormalizedEmail == account.NormalizedEmail || u.NormalizedUserName == account.NormalizedUserName).ConfigureAwait(false))
                return Problems.Conflict($"There is an operator with the address '{email.Value}' already.");
            if (await db.Users.CountAsync().ConfigureAwait(false) >= MaxOperators) return Problems.Conflict($"There are {MaxOperators} operators, which is the most.");
            if (await TeamRules.CheckDepartmentsAsync(db, request.DepartmentIds).ConfigureAwait(false) is { } unknown) return unknown;
            db.Users.Add(account);
            await OperatorRoles.SetAsync(db, account.Id, role.Value).ConfigureAwait(false);
            db.OperatorInvitations.Add(new() { OperatorId = account.Id, TokenHash = TeamInvitations.Hash(token), ExpiresAt = expiresAt });
            foreach (var department in (request.DepartmentIds ?? []).Distinct()) db.OperatorDepartments.Add(new() { OperatorId = account.Id, DepartmentId = department.Value });
            audit.Add(db, grant.Value, new("operator.invited", account.Id.ToString(), account.DisplayName)
            {
                After = AuditDetails.Of(("email", email.Value), ("role", request.Role), ("department_ids", DepartmentList(request.DepartmentIds))),
            });
            await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return (await reader.ListAsync(db, account.Id, cancellationToken).ConfigureAwait(false))[0];
        }, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (!invited.IsSuccess) return invited.Problem;
        return Outcome<InvitedOperator>.Created(new(invited.Value, await invitations.SendAsync(account, token, expiresAt, cancellationToken).ConfigureAwait(false)));
    }

    public async Task<Outcome<InvitationPayload>> RenewInvitationAsync(OperatorCaller caller, OperatorId id, CancellationToken cancellationToken = default)
    {
        var grant = await access.CheckAsync(caller, OperatorPermission.ManageOperators, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        var (token, expiresAt) = invitations.NewToken();
        var renewed = await gate.WriteAsync<Outcome<LivecallerOperator>>(async db =>
        {
            var found = await FindInvitedAsync(db, grant.Value, id).ConfigureAwait(false);
            if (!found.IsSuccess) return found.Problem;
            (found.Value.Invitation.TokenHash, found.Value.Invitation.ExpiresAt) = (TeamInvitations.Hash(token), expiresAt);
            audit.Add(db, grant.Value, new("operator.invitation_renewed", found.Value.Account.Id.ToString(), found.Value.Account.DisplayName));
            return found.Value.Account;
        }, cancellationToken: cancellationToken).ConfigureAwait(false);
        return renewed.IsSuccess ? await invitations.SendAsync(renewed.Value, token, expiresAt, cancellationToken).ConfigureAwait(false) : renewed.Problem;
    }

    public async Task<Outcome<bool>> RevokeInvitationAsync(OperatorCaller caller, OperatorId id, CancellationToken cancellationToken = default)
    {
        var grant = await access.CheckAsync(caller, OperatorPermission.ManageOperators, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        return await gate.WriteAsync<Outcome<bool>>(async db =>
        {
            var found = await FindInvitedAsync(db, grant.Value, id).ConfigureAwait(false);
            if (!found.IsSuccess) return found.Problem;
            var (account, invitation) = found.Value;
            audit.Add(db, grant.Value, new("operator.invitation_revoked", account.Id.ToString(), account.DisplayName) { Before = AuditDetails.Of(("email", account.Email)) });
            // Nobody has ever signed in, so nothing refers to the account.
            db.OperatorInvitations.Remove(invitation);
            db.Users.Remove(account);
            return true;
        }, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private static async Task<Outcome<(LivecallerOperator Account, OperatorInvitationRow Invitation)>> FindInvitedAsync(LivecallerDbContext db, OperatorGrant grant, OperatorId id)
    {
        if (!Guid.TryParse(id.Value, out var known) || await db.Users.FindAsync(known).ConfigureAwait(false) is not { } account) return Problems.NotFound("operator");
        if (await OwnerFaultAsync(db, grant, known).ConfigureAwait(false) is { } refused) return refused;
        return await db.OperatorInvitations.FindAsync(known).ConfigureAwait(false) is { } invitation ? (account, invitation)
            : Problems.Conflict("The operator has no open invitation.");
    }

    private static async Task<Problem?> OwnerFaultAsync(LivecallerDbContext db, OperatorGrant grant, Guid operatorId) =>
        await OperatorRoles.FindAsync(db, operatorId, CancellationToken.None).ConfigureAwait(false) == OperatorRole.Owner ? grant.Refuse(OperatorPermission.ManageOwners) : null;

    // As UserManager would store it.
    private LivecallerOperator NewAccount(string email, string name) => new()
    {
        Id = Guid.NewGuid(),
        UserName = email,
        NormalizedUserName = normalizer.NormalizeName(email),
        Email = email,
        NormalizedEmail = normalizer.NormalizeEmail(email),
        DisplayName = name,
        SecurityStamp = NewStamp(),
        LockoutEnabled = true,
    };

    private static System.Text.Json.Nodes.JsonArray DepartmentList(IEnumerable<DepartmentId>? ids) => AuditDetails.List((ids ?? []).Select(d => d.Value).Distinct().Order(StringComparer.Ordinal));

    internal static string NewStamp() => Guid.NewGuid().ToString("N");
}
