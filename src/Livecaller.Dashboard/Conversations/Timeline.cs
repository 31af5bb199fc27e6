using Livecaller.Dashboard.Hosting;

namespace Livecaller.Dashboard.Conversations;

/// <summary>Orders messages, notes, events and days for display.</summary>
internal static class Timeline
{
    // Longer silence begins a new run, with a time of its own.
    private static readonly TimeSpan RunGap = TimeSpan.FromMinutes(5);

    /// <param name="log">The conversation.</param>
    /// <param name="outgoing">The messages that are not stored yet.</param>
    /// <param name="notes">The notes, which have a log of their own.</param>
    /// <param name="hasEarlier">Whether the conversation has messages before those of the log.</param>
    /// <param name="clock">The operator's clock.</param>
    internal static IReadOnlyList<TimelineItem> Build(
        ConversationLog log, IReadOnlyList<OutgoingMessage> outgoing, IEnumerable<NotePayload> notes, bool hasEarlier, Clock clock)
    {
        List<TimelineItem> items = [];
        var entries = log.Messages.Select(static m => (m.Sequence, m.CreatedAt, Entry: (object)m))
            .Concat(log.Notes.Select(static n => (n.Sequence, CreatedAt: n.At, Entry: (object)n)))
            .OrderBy(static e => e.Sequence).ToList();
        // Notes from before the oldest message that is here come with the messages of their time.
        var from = hasEarlier && entries.Count > 0 ? entries[0].CreatedAt : DateTimeOffset.MinValue;
        DateOnly? day = null;
        foreach (var (at, entry) in Merge(entries, [.. notes.Where(note => note.CreatedAt >= from)]))
        {
            if (clock.Day(at) is var today && today != day)
                items.Add(new DayItem((day = today).Value));
            items.Add(entry switch
            {
                MessagePayload message => new MessageItem(message, First: true, Last: true),
                NotePayload note => new TeamNoteItem(note),
                _ => new NoteItem((LogNote)entry),
            });
        }

        JoinRuns(items);
        items.AddRange(outgoing.Where(o => !log.Has(o.Id)).Select(static o => new OutgoingItem(o)));
        return items;
    }

    // Both are in order, by sequences that can't be compared with each other.
    private static IEnumerable<(DateTimeOffset At, object Entry)> Merge(
        IEnumerable<(long Sequence, DateTimeOffset CreatedAt, object Entry)> entries, IReadOnlyList<NotePayload> notes)
    {
        var next = 0;
        foreach (var (_, at, entry) in entries)
        {
            for (; next < notes.Count && notes[next].CreatedAt < at; next++)
                yield return (notes[next].CreatedAt, notes[next]);
            yield return (at, entry);
        }

        for (; next < notes.Count; next++)
            yield return (notes[next].CreatedAt, notes[next]);
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
