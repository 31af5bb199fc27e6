namespace Livecaller.Server.Operators;

// The roles in the order of what they may do.
internal enum OperatorRole
{
    Operator,
    Supervisor,
    Administrator,
    Owner,
}

// The role of an account is the highest of its roles in the tables of ASP.NET Core Identity. An account without any is an operator.
internal static class OperatorRoles
{
    public static IReadOnlyList<OperatorRole> All { get; } = [OperatorRole.Operator, OperatorRole.Supervisor, OperatorRole.Administrator, OperatorRole.Owner];

    public static string NameOf(OperatorRole role) => role switch
    {
        OperatorRole.Owner => LivecallerRoles.Owner,
        OperatorRole.Administrator => LivecallerRoles.Administrator,
        OperatorRole.Supervisor => LivecallerRoles.Supervisor,
        _ => LivecallerRoles.Operator,
    };

    /// <summary>The role with a name; null for none.</summary>
    public static OperatorRole? Find(string? name) => All.Where(role => NameOf(role) == name).Select(role => (OperatorRole?)role).FirstOrDefault();

    /// <summary>The roles of all accounts that have one, as a part of other queries.</summary>
    public static IQueryable<AccountRole> Of(LivecallerDbContext db) => db.UserRoles.Join(db.Roles, r => r.RoleId, r => r.Id, (assigned, role) => new AccountRole
    {
        OperatorId = assigned.UserId,
        Role = role.Name == LivecallerRoles.Owner ? OperatorRole.Owner
            : role.Name == LivecallerRoles.Administrator ? OperatorRole.Administrator
            : role.Name == LivecallerRoles.Supervisor ? OperatorRole.Supervisor : OperatorRole.Operator,
    });

    /// <summary>The role of an account.</summary>
    public static async Task<OperatorRole> FindAsync(LivecallerDbContext db, Guid operatorId, CancellationToken cancellationToken) =>
        await Of(db).Where(r => r.OperatorId == operatorId).MaxAsync(r => (OperatorRole?)r.Role, cancellationToken).ConfigureAwait(false) ?? OperatorRole.Operator;

    /// <summary>Whether an installation would still have an owner without this one. Somebody who has not accepted the invitation, or is locked out, does not count.</summary>
    public static Task<bool> HasOwnerBesideAsync(LivecallerDbContext db, Guid operatorId, DateTimeOffset now, CancellationToken cancellationToken = default) =>
        db.Users.Where(OperatorAccess.IsUnlocked(now)).AnyAsync(
            u => u.Id != operatorId && Of(db).Any(r => r.OperatorId == u.Id && r.Role == OperatorRole.Owner) && !db.OperatorInvitations.Any(i => i.OperatorId == u.Id),
            cancellationToken);

    /// <summary>Gives an account another role in the place of all that it has. The caller ends its sessions.</summary>
    public static async Task SetAsync(LivecallerDbContext db, Guid operatorId, OperatorRole role)
    {
        var name = NameOf(role);
        var id = await db.Roles.Where(r => r.Name == name).Select(r => r.Id).SingleAsync().ConfigureAwait(false);
        db.UserRoles.RemoveRange(await db.UserRoles.Where(r => r.UserId == operatorId && r.RoleId != id).ToListAsync().ConfigureAwait(false));
        if (!await db.UserRoles.AnyAsync(r => r.UserId == operatorId && r.RoleId == id).ConfigureAwait(false)) db.UserRoles.Add(new() { UserId = operatorId, RoleId = id });
    }
}

/// <summary>A role of an account.</summary>
internal sealed class AccountRole
{
    public Guid OperatorId { get; init; }

    public OperatorRole Role { get; init; }
}
