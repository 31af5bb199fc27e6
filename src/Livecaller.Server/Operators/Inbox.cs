namespace Livecaller.Server.Operators;

#pragma warning disable CA1309 // The comparison is the database's: EF Core translates only this overload.

internal static class Inbox
{
    /// <summary>The first conversations of a query with their visitors, newest activity first.</summary>
    public static async Task<List<ConversationRow>> ReadAsync(LivecallerDbContext db, OperatorId? me, InboxQuery query, int count, CancellationToken cancellationToken)
    {
        // Open conversations are read by status, so that an index returns each list in order, however many are closed.
        ConversationStatus?[] statuses = query is { Status: null, OpenOnly: true } ? [ConversationStatus.Queued, ConversationStatus.Active] : [query.Status];
        List<ConversationRow> found = [];
        foreach (var status in statuses)
        {
            var rows = await FilterAsync(db, me, query with { Status = status }, cancellationToken).ConfigureAwait(false);
            found.AddRange(await rows.Include(c => c.Visitor).OrderByDescending(c => c.LastActivityAt).ThenByDescending(c => c.Id)
                .Take(count).ToListAsync(cancellationToken).ConfigureAwait(false));
        }

        return statuses.Length == 1 ? found
            : [.. found.OrderByDescending(c => c.LastActivityAt).ThenByDescending(c => c.Id, StringComparer.Ordinal).Take(count)];
    }

    private static async Task<IQueryable<ConversationRow>> FilterAsync(
        LivecallerDbContext db, OperatorId? me, InboxQuery query, CancellationToken cancellationToken)
    {
        var rows = db.Conversations.AsNoTracking();
        if (query.Status is { } status) rows = rows.Where(c => c.Status == status);
        if (query.OpenOnly) rows = rows.Where(c => c.Status != ConversationStatus.Closed);
        if (query.Assigned == InboxAssignment.None) rows = rows.Where(c => c.OperatorId == null);
        if (query.Assigned == InboxAssignment.Me)
        {
            var id = Guid.TryParse(me?.Value, out var parsed) ? parsed : Guid.Empty;
            rows = rows.Where(c => c.OperatorId == id);
        }
        if (query.Search is { } text && SearchText.Needle(text) is { Length: > 0 } needle)
        {
            SearchText.Prepare(db);
            rows = rows.Where(c => SearchText.Contains(c.Visitor!.Name, needle) || SearchText.Contains(c.Visitor!.Email, needle)
                || db.Messages.Any(m => m.ConversationId == c.Id && SearchText.Contains(m.Content, needle)));
        }
        if (query.Before is { } before
            && await db.Conversations.AsNoTracking().SingleOrDefaultAsync(c => c.Id == before.Value, cancellationToken).ConfigureAwait(false) is { } last)
        {
            rows = rows.Where(c => c.LastActivityAt < last.LastActivityAt
                || (c.LastActivityAt == last.LastActivityAt && string.Compare(c.Id, last.Id) < 0));
        }

        return rows;
    }
}
