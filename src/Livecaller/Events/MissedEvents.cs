using Livecaller.Session;

namespace Livecaller.Events;

/// <summary>The range of a conversation's log for which the queue of a slow listener had no room.</summary>
internal sealed class MissedEvents(Fence fence, LogPosition first)
{
    public Fence Fence { get; } = fence;
    public ILogReader Log { get; } = first.Log;
    public ConversationId Conversation { get; } = first.Conversation;

    /// <summary>The sequence of the first event that still has to be fetched.</summary>
    public long Next { get; private set; } = first.Sequence;

    /// <summary>The sequence of the last missed event.</summary>
    public long Last { get; private set; } = first.Sequence;

    public void Add(long sequence) => (Next, Last) = (Math.Min(Next, sequence), Math.Max(Last, sequence));

    /// <summary>Returns the missed events of a page.</summary>
    public LoggedEvent[] In(EventPage page) => [.. page.Data.Where(e => e.Sequence >= Next && e.Sequence <= Last).OrderBy(e => e.Sequence)];

    /// <summary>Continues after a sequence. Returns false when nothing is left to fetch.</summary>
    public bool Pass(long sequence)
    {
        Next = sequence + 1;
        return Next <= Last;
    }
}
