using Livecaller.Server.Audit;
using Livecaller.Server.Conversations;
using Livecaller.Server.Operators;

namespace Livecaller.Server.ApiKeys;

internal sealed class ApiKeyService(
    IDbContextFactory<LivecallerDbContext> contexts, WriteGate gate, OperatorAccess access, OperatorSessions sessions, AuditLog audit, TimeProvider time) : IApiKeyService
{
    private const int MaxKeys = 50;
    private const int MaxNameLength = 100;
    private const int LifetimeYears = 100;

    public async Task<Outcome<DataPage<ApiKeyPayload>>> ListAsync(OperatorCaller caller, CancellationToken cancellationToken = default)
    {
        var grant = await access.CheckAsync(caller, OperatorPermission.ManageApiKeys, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var found = await Active(db).OrderByDescending(k => k.Session.CreatedAt).ThenBy(k => k.Key.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new DataPage<ApiKeyPayload>([.. found.Select(k => ToPayload(k.Key, k.Session, k.Account))], false);
    }

    public async Task<Outcome<CreatedApiKey>> CreateAsync(OperatorCaller caller, CreateApiKeyRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var checkedGrant = await access.CheckAsync(caller, OperatorPermission.ManageApiKeys, cancellationToken).ConfigureAwait(false);
        if (!checkedGrant.IsSuccess) return checkedGrant.Problem;
        var grant = checkedGrant.Value;
        if (grant.Operator is { IsSuccess: false } nobody) return nobody.Problem;
        var account = grant.Operator.Value!;
        if (TextRules.NullIfBlank(request.Name) is not { } name) return Problems.Invalid("name", $"Expected 1 to {MaxNameLength} characters, received none.");
        if ((TextRules.CheckLine("name", name, MaxNameLength) ?? ScopeFault(grant, request.Scopes)) is { } fault) return fault;
        var (key, scopes, now) = (ApiKeys.NewKey(), request.Scopes!.Distinct().ToList(), time.GetUtcNow());
        var session = new OperatorSessionRow
        {
            Id = Guid.NewGuid().ToString(),
            OperatorId = account.Id,
            Kind = OperatorSessionKind.ApiKey,
            CreatedAt = now,
            // So that the first use is noted.
            LastSeenAt = DateTimeOffset.UnixEpoch,
            ExpiresAt = now.AddYears(LifetimeYears),
        };
        var row = new ApiKeyRow { Id = session.Id, Name = name, Hash = ApiKeys.Hash(key), Prefix = key[..ApiKeys.ShownCharacters], Scopes = string.Join(' ', scopes) };
        return await gate.WriteAsync(async db =>
        {
            if (await Active(db).CountAsync(k => k.Account.Id == account.Id).ConfigureAwait(false) >= MaxKeys)
                return Problems.Conflict($"You have {MaxKeys} API keys, which is the most.");
            db.OperatorSessions.Add(session);
            db.ApiKeys.Add(row);
            audit.Add(db, grant, new("api_key.created", row.Id, name) { After = AuditDetails.Of(("scopes", AuditDetails.List(scopes))) });
            return Outcome<CreatedApiKey>.Created(new(ToPayload(row, session, account), key));
        }, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    public async Task<Outcome<bool>> DeleteAsync(OperatorCaller caller, string id, CancellationToken cancellationToken = default)
    {
        var grant = await access.CheckAsync(caller, OperatorPermission.ManageApiKeys, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        var deleted = await gate.WriteAsync<Outcome<bool>>(async db =>
        {
            if (await Active(db).SingleOrDefaultAsync(k => k.Key.Id == id).ConfigureAwait(false) is not { } found) return Problems.NotFound("API key");
            (found.Session.RevokedAt, found.Session.RevokedBecause) = (time.GetUtcNow(), OperatorSessionEnd.Revoked);
            audit.Add(db, grant.Value, new("api_key.deleted", id, found.Key.Name) { Before = AuditDetails.Of(("scopes", AuditDetails.List(found.Key.Scopes.Split(' ')))) });
            db.ApiKeys.Remove(found.Key);
            return true;
        }, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (deleted.IsSuccess) sessions.Close(id, OperatorSessionEnd.Revoked);
        return deleted;
    }

    private static Problem? ScopeFault(OperatorGrant grant, IReadOnlyList<string>? scopes)
    {
        if (scopes is not { Count: > 0 }) return Problems.Invalid("scopes", $"Expected at least one of {string.Join(", ", OperatorPermissions.Scopes)}.");
        foreach (var scope in scopes)
        {
            if (!OperatorPermissions.Scopes.Contains(scope))
                return Problems.Invalid("scopes", $"Expected some of {string.Join(", ", OperatorPermissions.Scopes)}, received '{TextRules.Shorten(scope ?? "null")}'.");
            if (grant.Refuse(OperatorPermissions.All.Single(p => OperatorPermissions.NameOf(p) == scope)) is { } refused) return refused;
        }

        return null;
    }

    private IQueryable<FoundKey> Active(LivecallerDbContext db) =>
        from key in db.ApiKeys
        join session in db.OperatorSessions.Where(OperatorSessions.IsActive(db, time.GetUtcNow())) on key.Id equals session.Id
        join account in db.Users on session.OperatorId equals account.Id
        select new FoundKey { Key = key, Session = session, Account = account };

    private static ApiKeyPayload ToPayload(ApiKeyRow key, OperatorSessionRow session, LivecallerOperator account) => new()
    {
        Id = key.Id,
        Name = key.Name,
        Scopes = key.Scopes.Split(' '),
        Prefix = key.Prefix,
        CreatedBy = ConversationPayloads.ToSummary(account),
        CreatedAt = session.CreatedAt,
        LastUsedAt = session.LastSeenAt > DateTimeOffset.UnixEpoch ? session.LastSeenAt : null,
    };

    private sealed class FoundKey
    {
        public required ApiKeyRow Key { get; init; }

        public required OperatorSessionRow Session { get; init; }

        public required LivecallerOperator Account { get; init; }
    }
}
