using LoadedMessages = System.Collections.Generic.IReadOnlyList<Livecaller.ConversationMessage>;

namespace Livecaller.Blazor.Messages;

/// <summary>
/// Which of the loaded messages are in the page, and how much room the others take. Every change costs as much as the messages
/// that came, went or were passed; never as much as all of them, but for a jump to somewhere else.
/// </summary>
internal sealed class RowWindow
{
    /// <summary>So many screens are drawn on each side of the one that is seen.</summary>
    private const double Overscan = 1.5;
    private const int Fewest = 20;

    /// <summary>What is selected stays in the page, up to so many messages.</summary>
    private const int MaxKept = 400;

    private double _viewport = 700;
    private double _before;
    private double _after;

    public RowHeights Heights { get; } = new();

    public LoadedMessages Messages { get; private set; } = [];

    /// <summary>The first message in the page.</summary>
    public int First { get; private set; }

    /// <summary>One behind the last.</summary>
    public int End { get; private set; }

    /// <summary>The room of the messages before those in the page, in CSS pixels.</summary>
    public double Before => First == 0 ? 0 : Math.Max(1, _before);

    /// <summary>The room of those behind.</summary>
    public double After => End == Messages.Count ? 0 : Math.Max(1, _after);

    /// <summary>The messages changed: the same ones stay in the page; at the end, those that came are there too.</summary>
    public void Follow(LoadedMessages messages, bool atEnd)
    {
        if (!ReferenceEquals(messages, Messages)) Take(messages);
        if (!atEnd) return;
        MoveEnd(Messages.Count);
        // Cut now and then, not with each message that comes.
        var wanted = Math.Max(0, StepBack(End, (1 + (2 * Overscan)) * _viewport));
        if (First > wanted || wanted - First > Fewest) MoveFirst(wanted);
    }

    /// <summary>Puts a message and its surroundings into the page.</summary>
    /// <param name="index">The topmost one that is seen.</param>
    /// <param name="viewport">The height of the screen, in CSS pixels.</param>
    /// <param name="keep">Whether what is in the page stays there too.</param>
    public void Show(int index, double viewport, bool keep = false)
    {
        if (viewport > 0) _viewport = viewport;
        var first = StepBack(index, Overscan * _viewport);
        var end = StepOn(index, (1 + Overscan) * _viewport);
        if (keep && Math.Max(end, End) - Math.Min(first, First) <= MaxKept) (first, end) = (Math.Min(first, First), Math.Max(end, End));
        MoveFirst(Math.Min(first, End));
        MoveEnd(end);
        MoveFirst(first);
    }

    /// <summary>Puts the newest so many messages into the page, wherever the visitor looks.</summary>
    public void ShowAll(int most)
    {
        var first = Math.Max(0, Messages.Count - most);
        MoveEnd(Messages.Count);
        MoveFirst(first);
    }

    /// <summary>Moves the window by a number of pixels before the first rendered message (negative) or after the last.</summary>
    public int At(double distance) => distance < 0 ? StepBack(First, -distance, fewest: 0) : Math.Min(StepOn(End, distance, fewest: 0), Math.Max(0, Messages.Count - 1));

    /// <summary>The browser has measured a message. One that has left the page meanwhile keeps the height that the sums know.</summary>
    public void Measure(MessageId id, double height)
    {
        for (var i = First; i < End; i++)
        {
            if (Messages[i].Id != id) continue;
            Heights.Measure(id, height);
            return;
        }
    }

    /// <summary>Where a message is; -1 when it is not loaded.</summary>
    public int IndexOf(MessageId id)
    {
        for (var i = First; i < End; i++)
        {
            if (Messages[i].Id == id) return i;
        }

        for (var i = Messages.Count - 1; i >= 0; i--)
        {
            if (Messages[i].Id == id) return i;
        }

        return -1;
    }

    private void Take(LoadedMessages messages)
    {
        var (old, first, end) = (Messages, First, End);
        Messages = messages;
        var start = first < end ? PlaceOf(old[first]) : -1;
        var last = first < end ? PlaceOf(old[end - 1]) : -1;
        if (start < 0 || last < start)
        {
            Reset();
            return;
        }

        (First, End) = (start, last + 1);
        var came = start - first;
        for (var i = 0; i < came; i++) _before += Heights.Of(messages[i]);
        for (var i = 0; i < -came; i++)
        {
            _before -= Heights.Of(old[i]);
            Heights.Forget(old[i].Id);
        }

        var more = messages.Count - End - (old.Count - end);
        for (var i = 0; i < more; i++) _after += Heights.Of(messages[^(i + 1)]);
        if (more < 0) _after = Sum(End, messages.Count);
        if (Heights.Count > messages.Count + 1_000) Heights.Clear();
    }

    private void Reset()
    {
        First = End = Messages.Count;
        _after = 0;
        _before = Sum(0, First);
        MoveFirst(StepBack(End, (1 + (2 * Overscan)) * _viewport));
    }

    private double Sum(int from, int to)
    {
        var sum = 0.0;
        for (var i = from; i < to; i++) sum += Heights.Of(Messages[i]);
        return sum;
    }

    private void MoveFirst(int first)
    {
        _before += first > First ? Sum(First, first) : -Sum(first, First);
        First = first;
        if (first == 0) _before = 0;
    }

    private void MoveEnd(int end)
    {
        _after += end > End ? -Sum(End, end) : Sum(end, End);
        End = end;
        if (end == Messages.Count) _after = 0;
    }

    private int StepBack(int from, double distance, int fewest = Fewest)
    {
        var at = from;
        for (var height = 0.0; at > 0 && (height < distance || from - at < fewest / 2);) height += Heights.Of(Messages[--at]);
        return at;
    }

    private int StepOn(int from, double distance, int fewest = Fewest)
    {
        var at = from;
        for (var height = 0.0; at < Messages.Count && (height < distance || at - from < fewest); at++) height += Heights.Of(Messages[at]);
        return at;
    }

    // By sequence; messages without one are at the end.
    private int PlaceOf(ConversationMessage message)
    {
        var (low, high) = (0, Messages.Count - 1);
        while (message.Payload.Sequence > 0 && low <= high)
        {
            var middle = (low + high) / 2;
            var sequence = Messages[middle].Payload.Sequence;
            if (sequence == message.Payload.Sequence) return middle;
            if (sequence != 0 && sequence < message.Payload.Sequence) low = middle + 1;
            else high = middle - 1;
        }

        for (var i = Messages.Count - 1; i >= 0 && (message.Payload.Sequence == 0); i--)
        {
            if (Messages[i].Id == message.Id) return i;
            // It was among the last when it was on its way.
            if (Messages.Count - i > MaxKept) break;
        }

        return -1;
    }
}
