namespace Livecaller.Server.Operators;

// A conversation with everything that the inbox shows of it, read by one query in which each part is found by its key.
internal sealed record InboxRow(
    ConversationRow Conversation, VisitorRow Visitor, string? Department, string? OperatorName, string? OperatorAvatarUrl, string? LastMessage)
{
    /// <summary>What a search has found.</summary>
    public SearchMatch? Match { get; init; }

    public static IQueryable<InboxRow> Of(LivecallerDbContext db, IQueryable<ConversationRow> rows) =>
        from c in rows
        join v in db.Visitors on c.VisitorId equals v.Id
        join d in db.Departments on c.DepartmentId equals d.Id into departments
        from d in departments.DefaultIfEmpty()
        join u in db.Users on c.OperatorId equals (Guid?)u.Id into operators
        from u in operators.DefaultIfEmpty()
        join e in db.Events on new { ConversationId = c.Id, Sequence = c.LastMessageSequence } equals new { e.ConversationId, e.Sequence } into messages
        from e in messages.DefaultIfEmpty()
        select new InboxRow(c, v, d.DisplayName, u.DisplayName, u.AvatarUrl, e.Data);
}
