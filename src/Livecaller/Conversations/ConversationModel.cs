using System.Collections.Immutable;

namespace Livecaller.Conversations;

/// <summary>What is shown, and what is needed to count the unread messages. Immutable.</summary>
internal sealed record ConversationModel
{
    public ConversationSnapshot Snapshot { get; init; } = ConversationSnapshot.Empty;

    /// <summary>Up to this sequence the server has counted the unread messages, and found <see cref="Counted"/>.</summary>
    public long CountedUpTo { get; init; }

    public int Counted { get; init; }

    /// <summary>Messages of the other side that may be unread, by sequence; those that the server counted are not among them until they are loaded.</summary>
    public ImmutableSortedSet<long> Incoming { get; init; } = [];

    /// <summary>How many messages are kept at most.</summary>
    public int MaxMessages { get; init; } = int.MaxValue;

    /// <summary>The sequence of the newest message that anybody told of, loaded or not.</summary>
    public long NewestSequence { get; init; }

    /// <summary>Whether somebody wants to see the messages: from then on those that come are kept.</summary>
    public bool IsWanted { get; init; }

    /// <summary>Whether a page of the history was loaded.</summary>
    public bool IsLoaded { get; init; }
}
