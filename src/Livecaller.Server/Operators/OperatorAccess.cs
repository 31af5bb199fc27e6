using System.Linq.Expressions;
using Livecaller.Server.Conversations;
using Livecaller.Server.SecondFactor;

namespace Livecaller.Server.Operators;

// The one place that decides whether a caller may do something. One query reads session, account and role, so what has changed since the
// page or the client was opened takes effect with the next call.
internal sealed class OperatorAccess(IDbContextFactory<LivecallerDbContext> contexts, OperatorSessions sessions, SecondFactorPolicy policy, TimeProvider time)
{
    public static Problem SessionEnded => Problems.Unauthorized("The session has ended. Log in again.");

    private static Problem NoAccount => Problems.Forbidden("The operator's account is locked, or does not exist any more.");

    private static Problem AdministratorsOnly => Problems.Forbidden("Only an administrator may do this.");

    /// <summary>Returns what the caller acts as; 401 when the session has ended, 403 when the caller doesn't have the permission.</summary>
    public async Task<Outcome<OperatorGrant>> CheckAsync(OperatorCaller caller, OperatorPermission permission, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (caller.OperatorId is not { } id) return new OperatorGrant(null);
        if (await FindAsync(caller, id, cancellationToken).ConfigureAwait(false) is not { } found)
        {
            if (caller.SessionId is null) return NoAccount;
            await CloseAsync(caller.SessionId, cancellationToken).ConfigureAwait(false);
            return SessionEnded;
        }

        // A session that began before the requirement does not go on without it.
        if (caller.SessionId is not null && await policy.IsMissingAsync(id, caller.SessionId, cancellationToken).ConfigureAwait(false))
            return OperatorFilter.FactorMissing;
        var role = found.IsAdministrator ? LivecallerRoles.Administrator : LivecallerRoles.Operator;
        return OperatorPermissions.IsIn(role, permission) ? new OperatorGrant(found.Account) : AdministratorsOnly;
    }

    private async Task<Found?> FindAsync(OperatorCaller caller, OperatorId id, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(id.Value, out var account)) return null;
        var now = time.GetUtcNow();
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var accounts = db.Users.AsNoTracking().Where(u => u.Id == account);
        // The account of a session that is active is not locked.
        accounts = caller.SessionId is { } session
            ? accounts.Where(u => db.OperatorSessions.Where(OperatorSessions.IsActive(db, now)).Any(s => s.Id == session && s.OperatorId == u.Id))
            : accounts.Where(IsUnlocked(now));
        return await accounts
            .Select(u => new Found(u, db.UserRoles.Any(r => r.UserId == u.Id && db.Roles.Any(role => role.Id == r.RoleId && role.Name == LivecallerRoles.Administrator))))
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

    private sealed record Found(LivecallerOperator Account, bool IsAdministrator);
}

/// <summary>What a caller acts as.</summary>
/// <param name="Account">The operator's account, as it is now; null for the application.</param>
internal sealed record OperatorGrant(LivecallerOperator? Account)
{
    private static Problem OperatorsOnly => Problems.Forbidden("Only an operator can do this. The application does it on behalf of one.");

    /// <summary>The operator in a conversation, or why the caller is none.</summary>
    public Outcome<Participant> Participant => Account is null ? OperatorsOnly : Conversations.Participant.Of(Account);
}
