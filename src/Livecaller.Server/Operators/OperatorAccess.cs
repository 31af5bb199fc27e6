using System.Linq.Expressions;
using Livecaller.Server.SecondFactor;

namespace Livecaller.Server.Operators;

// The one place that decides whether a caller may do something. One query reads session, account and role, so what has changed since the
// page or the client was opened takes effect with the next call.
internal sealed class OperatorAccess(IDbContextFactory<LivecallerDbContext> contexts, OperatorSessions sessions, SecondFactorPolicy policy, TimeProvider time)
{
    public static Problem SessionEnded => Problems.Unauthorized("The session has ended. Log in again.");

    private static Problem NoAccount => Problems.Forbidden("The operator's account is locked, or does not exist any more.");

    /// <summary>Returns what the caller acts as; 401 when the session has ended, 403 when the caller doesn't have the permission.</summary>
    public async Task<Outcome<OperatorGrant>> CheckAsync(OperatorCaller caller, OperatorPermission permission, CancellationToken cancellationToken)
    {
        var grant = await IdentifyAsync(caller, cancellationToken).ConfigureAwait(false);
        return grant.IsSuccess && grant.Value.Refuse(permission) is { } refused ? refused : grant;
    }

    /// <summary>Returns what the caller acts as, whatever the caller may do; 401 when the session has ended.</summary>
    public async Task<Outcome<OperatorGrant>> IdentifyAsync(OperatorCaller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (caller.OperatorId is not { } id) return OperatorGrant.Application;
        if (await FindAsync(caller, id, cancellationToken).ConfigureAwait(false) is not { } grant)
        {
            if (caller.SessionId is null) return NoAccount;
            await CloseAsync(caller.SessionId, cancellationToken).ConfigureAwait(false);
            return SessionEnded;
        }

        // A session that began before the requirement does not go on without it.
        if (caller.SessionId is not null && await policy.IsMissingAsync(id, caller.SessionId, cancellationToken).ConfigureAwait(false))
            return OperatorFilter.FactorMissing;
        return grant;
    }

    private async Task<OperatorGrant?> FindAsync(OperatorCaller caller, OperatorId id, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(id.Value, out var account)) return null;
        var now = time.GetUtcNow();
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var accounts = db.Users.AsNoTracking().Where(u => u.Id == account);
        var roles = OperatorRoles.Of(db);
        if (caller.SessionId is not { } session)
        {
            return await accounts.Where(IsUnlocked(now))
                .Select(u => new OperatorGrant(u, roles.Where(r => r.OperatorId == u.Id).Max(r => (OperatorRole?)r.Role) ?? OperatorRole.Operator))
                .SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        }

        // The account of a session that is active is not locked.
        return await db.OperatorSessions.AsNoTracking().Where(OperatorSessions.IsActive(db, now)).Where(s => s.Id == session)
            .Join(accounts, s => s.OperatorId, u => u.Id, (s, u) => new OperatorGrant(
                u, roles.Where(r => r.OperatorId == u.Id).Max(r => (OperatorRole?)r.Role) ?? OperatorRole.Operator)
            {
                Kind = s.Kind,
                Address = caller.Address ?? s.Address,
                KeyName = db.ApiKeys.Where(k => k.Id == s.Id).Select(k => k.Name).SingleOrDefault(),
                Scopes = db.ApiKeys.Where(k => k.Id == s.Id).Select(k => k.Scopes).SingleOrDefault(),
            })
            .SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The accounts that no administrator has locked.</summary>
    public static Expression<Func<LivecallerOperator, bool>> IsUnlocked(DateTimeOffset now) =>
        u => !u.LockoutEnabled || u.LockoutEnd == null || u.LockoutEnd <= now;

    // Another process may have ended it. What is open of it in this one is closed now, with the reason.
    private async Task CloseAsync(string session, CancellationToken cancellationToken)
    {
        foreach (var (ended, reason) in await sessions.ReadEndsAsync([session], cancellationToken).ConfigureAwait(false)) sessions.Close(ended, reason);
    }
}
