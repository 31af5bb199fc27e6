namespace Livecaller.Server.Operators;

// The counts that each operator sees, from those that are kept.
internal static class InboxCounters
{
    public static InboxCounts CountsOf(IReadOnlyList<InboxCounterRow> counters, OperatorId? me)
    {
        // What is no id has taken nothing.
        var (own, mentions) = Guid.TryParse(me?.Value, out var id) ? (OpenCountKey.NameOf(id), OpenCountKey.NameOfMentions(id)) : (null, null);
        return new(
            Waiting: Sum(""), Mine: Sum(own), All: counters.Where(c => new OpenCountKey(c.WidgetId, c.DepartmentId, c.OperatorId).IsOpenConversations).Sum(c => c.Open),
            Snoozed: Sum(OpenCountKey.Snoozed), Mentions: Sum(mentions));

        int Sum(string? name) => counters.Where(c => c.OperatorId == name).Sum(c => c.Open);
    }
}
