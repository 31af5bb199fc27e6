using Microsoft.AspNetCore.Identity;

namespace Livecaller.Server.Operators;

// The accounts of operators. What changes who may sign in, or what an operator may do, ends the sessions that began before.
internal sealed class OperatorManager(
    IUserStore<LivecallerOperator> store, IPasswordHasher<LivecallerOperator> hasher, IEnumerable<IUserValidator<LivecallerOperator>> users,
    IEnumerable<IPasswordValidator<LivecallerOperator>> passwords, ILookupNormalizer normalizer, IdentityErrorDescriber errors,
    IServiceProvider services, ILogger<UserManager<LivecallerOperator>> logger, OperatorSessions sessions, TimeProvider time)
    : UserManager<LivecallerOperator>(store, OperatorAccounts.Options, hasher, users, passwords, normalizer, errors, services, logger)
{
    private OperatorSessionEnd _reason = OperatorSessionEnd.CredentialsChanged;

    /// <summary>The session of an operator who changes the own account. It goes on.</summary>
    public string? KeptSession { get; set; }

    // The account and its sessions are stored by one context: a change that is part of a transaction must not wait for itself.
    private LivecallerDbContext Db => ((OperatorStore)Store).Context;

    public override Task<IdentityResult> AddToRoleAsync(LivecallerOperator user, string role) =>
        ChangeRolesAsync(user, () => base.AddToRoleAsync(user, role));

    public override Task<IdentityResult> AddToRolesAsync(LivecallerOperator user, IEnumerable<string> roles) =>
        ChangeRolesAsync(user, () => base.AddToRolesAsync(user, roles));

    public override Task<IdentityResult> RemoveFromRoleAsync(LivecallerOperator user, string role) =>
        ChangeRolesAsync(user, () => base.RemoveFromRoleAsync(user, role));

    public override Task<IdentityResult> RemoveFromRolesAsync(LivecallerOperator user, IEnumerable<string> roles) =>
        ChangeRolesAsync(user, () => base.RemoveFromRolesAsync(user, roles));

    public override async Task<IdentityResult> SetLockoutEndDateAsync(LivecallerOperator user, DateTimeOffset? lockoutEnd)
    {
        var result = await base.SetLockoutEndDateAsync(user, lockoutEnd).ConfigureAwait(false);
        if (result.Succeeded && lockoutEnd > time.GetUtcNow()) await EndAsync(await OpenAsync(user.Id).ConfigureAwait(false), OperatorSessionEnd.LockedOut).ConfigureAwait(false);
        return result;
    }

    public override async Task<IdentityResult> DeleteAsync(LivecallerOperator user)
    {
        ArgumentNullException.ThrowIfNull(user);
        var open = await OpenAsync(user.Id).ConfigureAwait(false);
        var result = await base.DeleteAsync(user).ConfigureAwait(false);
        // The rows have gone with the account.
        if (result.Succeeded) open.ForEach(session => sessions.Close(session.Id, OperatorSessionEnd.AccountDeleted));
        return result;
    }

    // Every change of an account is stored here, also those that the base class makes.
    protected override async Task<IdentityResult> UpdateUserAsync(LivecallerOperator user)
    {
        ArgumentNullException.ThrowIfNull(user);
        var stamp = user.SecurityStamp ?? "";
        // Stored with the account, so that there is no moment at which this session has ended.
        if (KeptSession is { } kept && await Db.OperatorSessions.SingleOrDefaultAsync(s => s.Id == kept && s.OperatorId == user.Id).ConfigureAwait(false) is { } own)
            own.SecurityStamp = stamp;
        var result = await base.UpdateUserAsync(user).ConfigureAwait(false);
        if (result.Succeeded)
            await EndAsync((await OpenAsync(user.Id).ConfigureAwait(false)).FindAll(s => s.SecurityStamp != stamp && s.Kind != OperatorSessionKind.ApiKey), _reason).ConfigureAwait(false);
        return result;
    }

    private async Task<IdentityResult> ChangeRolesAsync(LivecallerOperator user, Func<Task<IdentityResult>> change)
    {
        var result = await change().ConfigureAwait(false);
        if (!result.Succeeded) return result;
        _reason = OperatorSessionEnd.RoleChanged;
        try
        {
            return await UpdateSecurityStampAsync(user).ConfigureAwait(false);
        }
        finally
        {
            _reason = OperatorSessionEnd.CredentialsChanged;
        }
    }

    private Task<List<OperatorSessionRow>> OpenAsync(Guid operatorId) =>
        Db.OperatorSessions.AsNoTracking().Where(s => s.OperatorId == operatorId && s.RevokedAt == null).ToListAsync(CancellationToken);

    private async Task EndAsync(List<OperatorSessionRow> ended, OperatorSessionEnd reason)
    {
        if (ended.Count == 0) return;
        var (ids, now) = (ended.ConvertAll(s => s.Id), time.GetUtcNow());
        await Db.OperatorSessions.Where(s => ids.Contains(s.Id)).ExecuteUpdateAsync(
            s => s.SetProperty(r => r.RevokedAt, now).SetProperty(r => r.RevokedBecause, reason), CancellationToken).ConfigureAwait(false);
        ids.ForEach(id => sessions.Close(id, reason));
    }
}
