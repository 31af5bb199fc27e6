namespace Livecaller.Server.Operators;

// The counts that each operator sees, from those that are kept.
internal static class InboxCounters
{
    public static InboxCounts CountsOf(IReadOnlyList<InboxCounterRow> counters, OperatorId? me)
    {
        // What is no id has taken nothing.
        var own = Guid.TryParse(me?.Value, out var id) ? OpenCountKey.NameOf(id) : null;
        return new(
            counters.Where(c => c.OperatorId.Length == 0).Sum(c => c.Open), counters.Where(c => c.OperatorId == own).Sum(c => c.Open), counters.Sum(c => c.Open));
    }
}
