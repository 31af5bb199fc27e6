using Livecaller.Dashboard.Hosting;

namespace Livecaller.Dashboard.Conversations;

/// <summary>Orders messages, events and days for display.</summary>
internal static class Timeline
{
    // Longer silence begins a new run, with a time of its own.
    private static readonly TimeSpan RunGap = TimeSpan.FromMinutes(5);

    internal static IReadOnlyList<TimelineItem> Build(ConversationLog log, IReadOnlyList<OutgoingMessage> outgoing, Clock clock)
    {
        List<TimelineItem> items = [];
        var entries = log.Messages.Select(static m => (m.Sequence, m.CreatedAt, Entry: (object)m))
            .Concat(log.Notes.Select(static n => (n.Sequence, CreatedAt: n.At, Entry: (object)n)))
            .OrderBy(static e => e.Sequence);
        DateOnly? day = null;
        foreach (var (_, at, entry) in entries)
        {
            if (clock.Day(at) is var today && today != day)
                items.Add(new DayItem((day = today).Value));
            items.Add(entry is MessagePayload message ? new MessageItem(message, First: true, Last: true) : new NoteItem((LogNote)entry));
        }

        JoinRuns(items);
        items.AddRange(outgoing.Where(o => !log.Has(o.Id)).Select(static o => new OutgoingItem(o)));
        return items;
    }

    private static void JoinRuns(List<TimelineItem> items)
    {
        for (var i = 1; i < items.Count; i++)
        {
            if (items[i - 1] is not MessageItem before || items[i] is not MessageItem next || !SameRun(before.Message, next.Message))
                continue;
            items[i - 1] = before with { Last = false };
            items[i] = next with { First = false };
        }
    }

    private static bool SameRun(MessagePayload a, MessagePayload b) =>
        a.Sender.Type == b.Sender.Type && a.Sender.Id == b.Sender.Id && b.CreatedAt - a.CreatedAt < RunGap;
}
