using System.Linq.Expressions;
using Livecaller.Server.Hosting;
using Livecaller.Server.Team;
using Livecaller.Server.Visitors;

namespace Livecaller.Server.Operators;

// The sessions of operators, of the dashboard and the API alike: a cookie or token is worth as much as the row that it names.
internal sealed class OperatorSessions(
    IDbContextFactory<LivecallerDbContext> contexts, WriteGate gate, SessionEnds ends, TimeProvider time,
    IOptions<LivecallerServerOptions> options)
{
    private const int MaxUserAgentLength = 300;

    // How exactly it is known when a session was last used. Each use would otherwise be a write.
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(5);

    public async Task<OperatorSessionRow> BeginAsync(
        LivecallerOperator account, OperatorSessionKind kind, OperatorClient client, CancellationToken cancellationToken, bool isExternal = false)
    {
        var now = time.GetUtcNow();
        var session = new OperatorSessionRow
        {
            Id = Guid.NewGuid().ToString(),
            OperatorId = account.Id,
            Kind = kind,
            IsExternal = isExternal,
            SecurityStamp = account.SecurityStamp ?? "",
            CreatedAt = now,
            LastSeenAt = now,
            Address = client.Address,
            UserAgent = client.UserAgent is { Length: > MaxUserAgentLength } agent ? agent[..MaxUserAgentLength] : client.UserAgent,
        };
        session.ExpiresAt = ExpiryOf(session, now);
        await gate.WriteAsync(async db =>
        {
            db.OperatorSessions.Add(session);
            if (kind != OperatorSessionKind.ApiKey) await OperatorPresence.NoteAsync(db, [account.Id], now).ConfigureAwait(false);
            return true;
        }, cancellationToken: cancellationToken).ConfigureAwait(false);
        return session;
    }

    /// <summary>The account and session that a cookie or token stands for, as they are now; null when the session has ended.</summary>
    public async Task<SignedInOperator?> FindAsync(OperatorSessionKind kind, string sessionId, CancellationToken cancellationToken)
    {
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var found = await db.OperatorSessions.AsNoTracking().Where(IsActive(db, time.GetUtcNow())).Where(s => s.Id == sessionId && s.Kind == kind)
            .Join(db.Users, s => s.OperatorId, u => u.Id, (session, account) => new SignedInOperator(account, session)).AsNoTracking()
            .SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (found is not null) await TouchAsync([found.Session], cancellationToken).ConfigureAwait(false);
        return found;
    }

    /// <summary>Whether an operator has signed in from a client's address before.</summary>
    /// <param name="operatorId">The operator; null for an account that doesn't exist, which takes as long.</param>
    /// <param name="client">Who signs in.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public async Task<bool> IsKnownAsync(Guid? operatorId, OperatorClient client, CancellationToken cancellationToken)
    {
        var id = operatorId ?? Guid.Empty;
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        return await db.OperatorSessions.AnyAsync(s => s.OperatorId == id && s.Kind != OperatorSessionKind.ApiKey && s.Address == client.Address, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The active sessions of an operator, last used first, without API keys.</summary>
    public async Task<IReadOnlyList<OperatorSessionRow>> ListAsync(Guid operatorId, CancellationToken cancellationToken)
    {
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        return await db.OperatorSessions.AsNoTracking().Where(IsActive(db, time.GetUtcNow())).Where(s => s.OperatorId == operatorId && s.Kind != OperatorSessionKind.ApiKey)
            .OrderByDescending(s => s.LastSeenAt).ThenBy(s => s.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends a session of an operator, with its sockets and open dashboards. False when the operator has no such session. An API key is none.</summary>
    public async Task<bool> EndAsync(Guid operatorId, string sessionId, OperatorSessionEnd reason, CancellationToken cancellationToken)
    {
        var isKnown = await gate.WriteAsync(async db =>
        {
            var row = await db.OperatorSessions.SingleOrDefaultAsync(s => s.Id == sessionId && s.OperatorId == operatorId && s.Kind != OperatorSessionKind.ApiKey).ConfigureAwait(false);
            if (row is { RevokedAt: null }) (row.RevokedAt, row.RevokedBecause) = (time.GetUtcNow(), reason);
            return row is not null;
        }, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (isKnown) Close(sessionId, reason);
        return isKnown;
    }

    /// <summary>Revokes the sessions of an operator in a transaction, and returns the ids to close after it.</summary>
    /// <param name="db">The transaction's context.</param>
    /// <param name="operatorId">The operator.</param>
    /// <param name="reason">Why they end.</param>
    /// <param name="withKeys">Whether the operator's API keys end too.</param>
    public async Task<IReadOnlyList<string>> RevokeAllAsync(LivecallerDbContext db, Guid operatorId, OperatorSessionEnd reason, bool withKeys)
    {
        var open = await db.OperatorSessions.Where(s => s.OperatorId == operatorId && s.RevokedAt == null
            && (withKeys || s.Kind != OperatorSessionKind.ApiKey)).ToListAsync().ConfigureAwait(false);
        foreach (var session in open) (session.RevokedAt, session.RevokedBecause) = (time.GetUtcNow(), reason);
        return [.. open.Select(s => s.Id)];
    }

    /// <summary>Closes what is open of a session that has ended, on every node.</summary>
    public void Close(string sessionId, OperatorSessionEnd reason) => ends.Close(sessionId, reason);

    /// <summary>Finds out why sessions have ended. One that has not is left out.</summary>
    public async Task<IReadOnlyDictionary<string, OperatorSessionEnd>> ReadEndsAsync(IReadOnlyList<string> sessionIds, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var rows = await db.OperatorSessions.AsNoTracking().Where(s => sessionIds.Contains(s.Id))
            .Select(s => new
            {
                Session = s,
                Stamp = db.Users.Where(u => u.Id == s.OperatorId).Select(u => u.SecurityStamp).SingleOrDefault(),
                IsLocked = !db.Users.Where(OperatorAccess.IsUnlocked(now)).Any(u => u.Id == s.OperatorId),
            })
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        await TouchAsync([.. rows.Where(r => EndOf(r.Session, r.Stamp, r.IsLocked, now) is null).Select(r => r.Session)], cancellationToken).ConfigureAwait(false);
        var ends = sessionIds.ToDictionary(id => id, _ => OperatorSessionEnd.AccountDeleted);
        foreach (var row in rows)
        {
            if (EndOf(row.Session, row.Stamp, row.IsLocked, now) is { } end) ends[row.Session.Id] = end;
            else ends.Remove(row.Session.Id);
        }

        return ends;
    }

    private static OperatorSessionEnd? EndOf(OperatorSessionRow session, string? stamp, bool isLocked, DateTimeOffset now)
    {
        if (session.RevokedAt is not null) return session.RevokedBecause ?? OperatorSessionEnd.Revoked;
        if (session.ExpiresAt <= now) return OperatorSessionEnd.Expired;
        if (session.Kind != OperatorSessionKind.ApiKey && session.SecurityStamp != stamp) return OperatorSessionEnd.CredentialsChanged;
        return isLocked ? OperatorSessionEnd.LockedOut : null;
    }

    /// <summary>The rows of sessions that a call can be made with.</summary>
    public static Expression<Func<OperatorSessionRow, bool>> IsActive(LivecallerDbContext db, DateTimeOffset now) =>
        s => s.RevokedAt == null && s.ExpiresAt > now
            && db.Users.Where(OperatorAccess.IsUnlocked(now)).Any(u => u.Id == s.OperatorId && (s.Kind == OperatorSessionKind.ApiKey || u.SecurityStamp == s.SecurityStamp));

    private async Task TouchAsync(IReadOnlyList<OperatorSessionRow> sessions, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var seen = sessions.Where(s => now - s.LastSeenAt >= SeenEvery).Select(s => s.Id).ToList();
        if (seen.Count == 0) return;
        try
        {
            await NoteSeenAsync(seen, now, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (StorageFaults.ProblemOf(e) is not null)
        {
            // The next use notes it. A call that only reads does not fail because another process is writing.
        }
    }

    private Task<bool> NoteSeenAsync(List<string> seen, DateTimeOffset now, CancellationToken cancellationToken) =>
        gate.WriteAsync(async db =>
        {
            var rows = await db.OperatorSessions.Where(s => seen.Contains(s.Id)).ToListAsync().ConfigureAwait(false);
            foreach (var row in rows) (row.LastSeenAt, row.ExpiresAt) = (now, ExpiryOf(row, now));
            await OperatorPresence.NoteAsync(db, rows.Where(r => r.Kind != OperatorSessionKind.ApiKey).Select(r => r.OperatorId), now).ConfigureAwait(false);
            return true;
        }, cancellationToken: cancellationToken);

    private DateTimeOffset ExpiryOf(OperatorSessionRow session, DateTimeOffset now)
    {
        if (session.Kind == OperatorSessionKind.ApiKey) return session.ExpiresAt;
        var times = options.Value.OperatorSessions;
        // A token names its own end, which cannot be moved.
        var idle = (session.Kind == OperatorSessionKind.Api ? session.CreatedAt : now) + times.IdleTimeout;
        var end = session.CreatedAt + times.Lifetime;
        return idle < end ? idle : end;
    }
}

/// <summary>An operator and the session that a call was made with.</summary>
internal sealed record SignedInOperator(LivecallerOperator Account, OperatorSessionRow Session);

/// <summary>Where a sign-in comes from.</summary>
/// <param name="Address">The address, for people; null when it is unknown.</param>
/// <param name="UserAgent">The browser or program, as it names itself.</param>
/// <param name="Network">The address that limits count.</param>
internal sealed record OperatorClient(string? Address, string? UserAgent, string Network = "");
