namespace Livecaller.Background;

/// <summary>The position in a conversation's log up to which events were dispatched.</summary>
internal sealed class EventCursor(long position)
{
    private long _position = position;

    public long Position => Volatile.Read(ref _position);

    public CursorPosition Compare(long sequence) =>
        sequence <= Position ? CursorPosition.Duplicate
        : sequence == Position + 1 ? CursorPosition.Next
        : CursorPosition.Gap;

    public void MoveTo(long sequence) => Volatile.Write(ref _position, sequence);
}

internal enum CursorPosition
{
    /// <summary>It was dispatched before.</summary>
    Duplicate,

    /// <summary>It is the next event to dispatch.</summary>
    Next,

    /// <summary>Events before it are missing.</summary>
    Gap,
}
