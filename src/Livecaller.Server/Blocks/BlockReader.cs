using Livecaller.Server.Conversations;

namespace Livecaller.Server.Blocks;

// Blocks as operators see them.
internal sealed class BlockReader(TimeProvider time)
{
    /// <summary>The blocks that hold, the newest first.</summary>
    public async Task<List<BlockPayload>> ReadAsync(LivecallerDbContext db, IQueryable<BlockRow> rows, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var found = await (
            from b in rows.AsNoTracking().Where(b => b.ExpiresAt == null || b.ExpiresAt > now)
            join v in db.Visitors on b.VisitorId equals v.Id into visitors
            from v in visitors.DefaultIfEmpty()
            join u in db.Users on b.CreatedBy equals (Guid?)u.Id into operators
            from u in operators.DefaultIfEmpty()
            orderby b.Id descending
            select new { Block = b, Visitor = v, Operator = u }).ToListAsync(cancellationToken).ConfigureAwait(false);
        return found.ConvertAll(f => new BlockPayload
        {
            Id = f.Block.Id,
            Visitor = f.Visitor is null ? null : ConversationPayloads.ToPayload(f.Visitor),
            Address = f.Block.Network is null ? null : Networks.Describe(f.Block.Network),
            Reason = f.Block.Reason,
            CreatedBy = f.Operator is null ? null : ConversationPayloads.ToSummary(f.Operator),
            CreatedAt = f.Block.CreatedAt,
            Until = f.Block.ExpiresAt,
        });
    }

    public async Task<Dictionary<string, BlockPayload>> OfVisitorsAsync(LivecallerDbContext db, List<string> visitors, CancellationToken cancellationToken) =>
        (await ReadAsync(db, db.Blocks.Where(b => b.VisitorId != null && visitors.Contains(b.VisitorId)), cancellationToken).ConfigureAwait(false))
            .ToDictionary(b => b.Visitor!.Uuid.Value);
}
