using System.Text.Json.Nodes;
using Livecaller.Server.Audit;
using Livecaller.Server.Operators;

namespace Livecaller.Server.Blocks;

internal sealed class BlockService(
    IDbContextFactory<LivecallerDbContext> contexts, WriteGate gate, OperatorAccess access, BlockReader reader, BlockList list, AuditLog audit, TimeProvider time) : IBlockService
{
    private const int MaxBlocks = 1000;
    private const int MaxReason = 500;

    public async Task<Outcome<DataPage<BlockPayload>>> ListAsync(OperatorCaller caller, CancellationToken cancellationToken = default)
    {
        var grant = await access.CheckAsync(caller, OperatorPermission.BlockVisitors, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        return new DataPage<BlockPayload>(await reader.ReadAsync(db, db.Blocks, cancellationToken).ConfigureAwait(false), false);
    }

    public async Task<Outcome<BlockPayload>> BlockAddressAsync(OperatorCaller caller, BlockAddressRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var grant = await access.CheckAsync(caller, OperatorPermission.BlockVisitors, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        var network = Networks.Read(request.Address);
        if (!network.IsSuccess) return network.Problem;
        if (Check(request.Until, request.Reason) is { } fault) return fault;
        var text = network.Value.ToString();
        return await AddAsync(grant.Value, request.Until, request.Reason, async db =>
            await db.Blocks.SingleOrDefaultAsync(b => b.Network == text).ConfigureAwait(false) is { } earlier ? earlier : NewRow(null, text), cancellationToken).ConfigureAwait(false);
    }

    public async Task<Outcome<BlockPayload>> BlockVisitorAsync(
        OperatorCaller caller, VisitorId id, BlockVisitorRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var grant = await access.CheckAsync(caller, OperatorPermission.BlockVisitors, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        if (Check(request.Until, request.Reason) is { } fault) return fault;
        return await AddAsync(grant.Value, request.Until, request.Reason, async db =>
        {
            if (!await db.Visitors.AnyAsync(v => v.Id == id.Value).ConfigureAwait(false)) return Problems.NotFound("visitor");
            return await db.Blocks.SingleOrDefaultAsync(b => b.VisitorId == id.Value).ConfigureAwait(false) is { } earlier ? earlier : NewRow(id.Value, null);
        }, cancellationToken).ConfigureAwait(false);
    }

    public Task<Outcome<bool>> UnblockAsync(OperatorCaller caller, string blockId, CancellationToken cancellationToken = default) =>
        RemoveAsync(caller, rows => rows.Where(b => b.Id == blockId), cancellationToken);

    public Task<Outcome<bool>> UnblockVisitorAsync(OperatorCaller caller, VisitorId id, CancellationToken cancellationToken = default) =>
        RemoveAsync(caller, rows => rows.Where(b => b.VisitorId == id.Value), cancellationToken);

    private async Task<Outcome<BlockPayload>> AddAsync(
        OperatorGrant grant, DateTimeOffset? until, string? reason, Func<LivecallerDbContext, Task<Outcome<BlockRow>>> find, CancellationToken cancellationToken)
    {
        var stored = await gate.WriteAsync<Outcome<BlockRow>>(async db =>
        {
            var found = await find(db).ConfigureAwait(false);
            if (!found.IsSuccess) return found.Problem;
            var row = found.Value;
            var isNew = db.Entry(row).State == EntityState.Detached;
            if (isNew && await db.Blocks.CountAsync().ConfigureAwait(false) >= MaxBlocks) return Problems.Conflict($"There are {MaxBlocks} blocks, which is the most. Remove one that is not needed.");
            var before = isNew ? null : Details(row);
            if (isNew) db.Blocks.Add(row);
            (row.ExpiresAt, row.Reason, row.CreatedBy) = (until?.ToUniversalTime(), TextRules.NullIfBlank(reason), grant.Account?.Id);
            Note(db, grant, row, "blocked", before, Details(row));
            return isNew ? Outcome<BlockRow>.Created(row) : row;
        }, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (!stored.IsSuccess) return stored.Problem;
        await list.ChangedAsync(CancellationToken.None).ConfigureAwait(false);
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var payload = (await reader.ReadAsync(db, db.Blocks.Where(b => b.Id == stored.Value.Id), cancellationToken).ConfigureAwait(false)).SingleOrDefault();
        if (payload is null) return Problems.NotFound("block");
        return stored.IsNew ? Outcome<BlockPayload>.Created(payload) : payload;
    }

    private async Task<Outcome<bool>> RemoveAsync(OperatorCaller caller, Func<IQueryable<BlockRow>, IQueryable<BlockRow>> filter, CancellationToken cancellationToken)
    {
        var grant = await access.CheckAsync(caller, OperatorPermission.BlockVisitors, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        var now = time.GetUtcNow();
        var removed = await gate.WriteAsync<Outcome<bool>>(async db =>
        {
            if (await filter(db.Blocks).SingleOrDefaultAsync().ConfigureAwait(false) is not { } row || row.ExpiresAt <= now) return Problems.NotFound("block");
            db.Blocks.Remove(row);
            Note(db, grant.Value, row, "unblocked", Details(row), null);
            return true;
        }, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (removed.IsSuccess) await list.ChangedAsync(CancellationToken.None).ConfigureAwait(false);
        return removed;
    }

    private Problem? Check(DateTimeOffset? until, string? reason)
    {
        if (until <= time.GetUtcNow()) return Problems.Invalid("until", "Expected a time in the future.");
        return TextRules.CheckLine("reason", reason, MaxReason);
    }

    private BlockRow NewRow(string? visitor, string? network) => new()
    {
        Id = Guid.CreateVersion7(time.GetUtcNow()).ToString(),
        VisitorId = visitor,
        Network = network,
        CreatedAt = time.GetUtcNow(),
    };

    private void Note(LivecallerDbContext db, OperatorGrant grant, BlockRow row, string what, JsonObject? before, JsonObject? after) =>
        audit.Add(db, grant, row.VisitorId is { } visitor
            ? new("visitor." + what, visitor, visitor) { Before = before, After = after }
            : new("address." + what, row.Id, Networks.Describe(row.Network!)) { Before = before, After = after });

    // The reason can say something about the visitor, and the audit log outlives an erasure.
    private static JsonObject Details(BlockRow row) => AuditDetails.Of(("until", row.ExpiresAt?.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture)));
}
