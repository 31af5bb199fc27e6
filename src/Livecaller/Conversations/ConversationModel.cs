using System.Collections.Immutable;

namespace Livecaller.Conversations;

/// <summary>The snapshot, and what is needed to count the unread messages. Immutable.</summary>
internal sealed record ConversationModel
{
    public ConversationSnapshot Snapshot { get; init; } = ConversationSnapshot.Empty;

    /// <summary>The server counted the unread messages up to this sequence, and found <see cref="Counted"/>.</summary>
    public long CountedUpTo { get; init; }

    public int Counted { get; init; }

    /// <summary>The sequences of the other side's messages that may be unread. Messages that the server counted are added when they are loaded.</summary>
    public ImmutableSortedSet<long> Incoming { get; init; } = [];

    /// <summary>The maximum number of messages that are kept.</summary>
    public int MaxMessages { get; init; } = int.MaxValue;

    /// <summary>The sequence of the newest known message, loaded or not.</summary>
    public long NewestSequence { get; init; }

    /// <summary>Whether the messages are shown: from then on, new messages are kept.</summary>
    public bool IsWanted { get; init; }

    /// <summary>Whether a page of the history was loaded.</summary>
    public bool IsLoaded { get; init; }
}
