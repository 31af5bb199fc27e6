using System.Linq.Expressions;
using Livecaller.Server.Notes;

namespace Livecaller.Server.Operators;

// Which conversations belong to a list of the inbox: as a query, and for one conversation that is known already.
internal static class InboxFilter
{
    public static IQueryable<ConversationRow> Apply(LivecallerDbContext db, OperatorId? me, InboxQuery query)
    {
        var rows = db.Conversations.AsNoTracking();
        if (query.Status is { } status) rows = rows.Where(c => c.Status == status);
        if (query.OpenOnly) rows = rows.Where(c => c.Status != ConversationStatus.Closed);
        if (query.Assigned == InboxAssignment.None) rows = rows.Where(c => c.OperatorId == null);
        if (query.Assigned == InboxAssignment.Me) rows = rows.Where(IsAssigned(me));
        if (query.OperatorId is { } assignee) rows = rows.Where(IsAssigned(assignee));
        if (query.DepartmentId is { } department) rows = rows.Where(c => c.DepartmentId == department.Value);
        if (query.WidgetId is { } widget) rows = rows.Where(c => c.WidgetId == widget.Value);
        if (query.VisitorId is { } visitor) rows = rows.Where(c => c.VisitorId == visitor.Value);
        if (SnoozedOf(query) is { } snoozed) rows = snoozed ? rows.Where(c => c.SnoozedUntil != null) : rows.Where(c => c.SnoozedUntil == null);
        if (query.Mentioned is { } mentioned) rows = rows.Where(IsMentioned(db, me, mentioned));
        if (TagOf(query) is { } tag) rows = rows.Where(c => db.ConversationTags.Any(t => t.Tag == tag && t.ConversationId == c.Id));
        return rows;
    }

    /// <summary>Whether a conversation belongs to the list of a query. The search is left out.</summary>
    public static bool Matches(OperatorConversationPayload conversation, OperatorId? me, InboxQuery query) =>
        (query.Status is null || conversation.Status == query.Status)
        && (!query.OpenOnly || conversation.Status != ConversationStatus.Closed)
        && (query.Assigned != InboxAssignment.None || conversation.Operator is null)
        && (query.Assigned != InboxAssignment.Me || (me is not null && conversation.Operator?.Id == me))
        && (query.OperatorId is null || conversation.Operator?.Id == query.OperatorId)
        && (query.DepartmentId is null || conversation.Department?.Id == query.DepartmentId)
        && (query.WidgetId is null || conversation.WidgetId == query.WidgetId)
        && (query.VisitorId is null || conversation.Visitor.Uuid == query.VisitorId)
        && (SnoozedOf(query) is not { } snoozed || conversation.IsSnoozed == snoozed)
        && (query.Mentioned is null || conversation.Mentions.Any(m => m.OperatorId == me && (query.Mentioned == InboxMention.All || !m.IsRead)))
        && (TagOf(query) is not { } tag || conversation.Tags.Contains(tag));

    private static string? TagOf(InboxQuery query) => query.Tag is null ? null : NoteRules.NormalizeTag(query.Tag);

    private static bool? SnoozedOf(InboxQuery query) => query.Sort == InboxSort.Return ? true : query.Snoozed;

    private static Expression<Func<ConversationRow, bool>> IsMentioned(LivecallerDbContext db, OperatorId? me, InboxMention mentioned)
    {
        var mentions = Mentions.Of(db, me, mentioned);
        return c => mentions.Any(m => m.ConversationId == c.Id);
    }

    // What is no id belongs to nobody.
    private static Expression<Func<ConversationRow, bool>> IsAssigned(OperatorId? assignee)
    {
        var id = Guid.TryParse(assignee?.Value, out var parsed) ? parsed : Guid.Empty;
        return c => c.OperatorId == id;
    }
}
