namespace Livecaller.Following;

/// <summary>The place in a conversation's log up to which events were handed on.</summary>
internal sealed class EventCursor(long position)
{
    public long Position { get; private set; } = position;

    public CursorVerdict Judge(long sequence) =>
        sequence <= Position ? CursorVerdict.Duplicate
        : sequence == Position + 1 ? CursorVerdict.Next
        : CursorVerdict.Gap;

    public void MoveTo(long sequence) => Position = sequence;
}

internal enum CursorVerdict
{
    /// <summary>It was handed on before.</summary>
    Duplicate,

    /// <summary>It is the one to hand on.</summary>
    Next,

    /// <summary>Events before it are missing.</summary>
    Gap,
}
