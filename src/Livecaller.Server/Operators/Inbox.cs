using Livecaller.Server.Notes;

namespace Livecaller.Server.Operators;

#pragma warning disable CA1309 // The comparison is the database's: EF Core translates only this overload.

// Reads the lists of the inbox. Each status is read by itself, so that an index returns it in order, however many conversations there are.
internal static class Inbox
{
    private static readonly ConversationStatus[] Open = [ConversationStatus.Queued, ConversationStatus.Active];
    private static readonly ConversationStatus[] All = [.. Open, ConversationStatus.Closed];

    /// <summary>The first conversations of a query.</summary>
    public static async Task<List<InboxRow>> ReadAsync(LivecallerDbContext db, OperatorId? me, InboxQuery query, int count, CancellationToken cancellationToken)
    {
        var before = query.Before is { } id
            ? await db.Conversations.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id.Value, cancellationToken).ConfigureAwait(false) : null;
        ConversationStatus[] statuses = query.Status is { } status ? [status] : query.OpenOnly ? Open : All;
        if (query.Mentioned is { } mentioned)
            return await InboxRow.Of(db, ByMention(db, me, query, mentioned)).Take(count).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (query.Sort == InboxSort.Return)
            return await InboxRow.Of(db, ByReturn(InboxFilter.Apply(db, me, query), before)).Take(count).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (query.Sort == InboxSort.Activity)
            return await MergeAsync(statuses, s => ByActivity(Rows(db, me, query, s), before), InboxOrder.ByActivity).ConfigureAwait(false);

        List<InboxRow> found = [];
        if (before is not { WaitingSince: null })
            found = await MergeAsync(statuses.Intersect(Open), s => ByWait(Rows(db, me, query, s), before), InboxOrder.ByWait).ConfigureAwait(false);
        if (found.Count < count)
            found.AddRange(await MergeAsync(statuses, s => OfNobodyWaiting(Rows(db, me, query, s), before), InboxOrder.ByWait).ConfigureAwait(false));
        return [.. found.Take(count)];

        async Task<List<InboxRow>> MergeAsync(
            IEnumerable<ConversationStatus> lists, Func<ConversationStatus, IQueryable<ConversationRow>> rows, IComparer<ConversationRow> order)
        {
            List<InboxRow> merged = [];
            foreach (var list in lists)
                merged.AddRange(await InboxRow.Of(db, rows(list)).Take(count).ToListAsync(cancellationToken).ConfigureAwait(false));
            return [.. merged.OrderBy(r => r.Conversation, order).Take(count)];
        }
    }

    private static IQueryable<ConversationRow> Rows(LivecallerDbContext db, OperatorId? me, InboxQuery query, ConversationStatus status) =>
        InboxFilter.Apply(db, me, query with { Status = status, OpenOnly = false });

    private static IQueryable<ConversationRow> ByActivity(IQueryable<ConversationRow> rows, ConversationRow? before)
    {
        if (before is not null)
        {
            rows = rows.Where(c => c.LastActivityAt < before.LastActivityAt
                || (c.LastActivityAt == before.LastActivityAt && string.Compare(c.Id, before.Id) < 0));
        }

        return rows.OrderByDescending(c => c.LastActivityAt).ThenByDescending(c => c.Id);
    }

    // The conversations of the operator's mentions, which are few, instead of a look at each conversation.
    private static IQueryable<ConversationRow> ByMention(LivecallerDbContext db, OperatorId? me, InboxQuery query, InboxMention mentioned)
    {
        var mentions = Mentions.Of(db, me, mentioned);
        if (query.Before is { Value: var id })
        {
            var last = Mentions.Of(db, me, InboxMention.All).Where(m => m.ConversationId == id);
            mentions = mentions.Where(m => last.Any(l => m.MentionedAt < l.MentionedAt || (m.MentionedAt == l.MentionedAt && string.Compare(m.ConversationId, id) < 0)));
        }

        return mentions.Join(InboxFilter.Apply(db, me, query with { Mentioned = null }), m => m.ConversationId, c => c.Id, (m, c) => new { m.MentionedAt, Conversation = c })
            .OrderByDescending(x => x.MentionedAt).ThenByDescending(x => x.Conversation.Id).Select(x => x.Conversation);
    }

    private static IQueryable<ConversationRow> ByReturn(IQueryable<ConversationRow> rows, ConversationRow? before)
    {
        if (before is not null)
        {
            rows = rows.Where(c => c.SnoozedUntil > before.SnoozedUntil
                || (c.SnoozedUntil == before.SnoozedUntil && string.Compare(c.Id, before.Id) > 0));
        }

        return rows.OrderBy(c => c.SnoozedUntil).ThenBy(c => c.Id);
    }

    private static IQueryable<ConversationRow> ByWait(IQueryable<ConversationRow> rows, ConversationRow? before)
    {
        rows = rows.Where(c => c.WaitingSince != null);
        if (before is not null)
        {
            rows = rows.Where(c => c.WaitingSince > before.WaitingSince
                || (c.WaitingSince == before.WaitingSince && string.Compare(c.Id, before.Id) > 0));
        }

        return rows.OrderBy(c => c.WaitingSince).ThenBy(c => c.Id);
    }

    private static IQueryable<ConversationRow> OfNobodyWaiting(IQueryable<ConversationRow> rows, ConversationRow? before)
    {
        rows = rows.Where(c => c.WaitingSince == null);
        if (before is { WaitingSince: null }) rows = rows.Where(c => string.Compare(c.Id, before.Id) > 0);
        return rows.OrderBy(c => c.Id);
    }
}
