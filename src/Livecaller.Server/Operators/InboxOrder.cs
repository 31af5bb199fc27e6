namespace Livecaller.Server.Operators;

// The orders of the inbox.
internal static class InboxOrder
{
    /// <summary>The newest activity first.</summary>
    public static IComparer<ConversationRow> ByActivity { get; } = Comparer<ConversationRow>.Create(
        static (one, other) => CompareActivity(one.LastActivityAt, one.Id, other.LastActivityAt, other.Id));

    /// <summary>The longest wait first, and then those where nobody waits.</summary>
    public static IComparer<ConversationRow> ByWait { get; } = Comparer<ConversationRow>.Create(
        static (one, other) => CompareWait(one.WaitingSince, one.Id, other.WaitingSince, other.Id));

    /// <summary>The order of a list that is shown.</summary>
    public static IComparer<OperatorConversationPayload> Of(InboxSort sort) => Comparer<OperatorConversationPayload>.Create(sort == InboxSort.Waiting
        ? static (one, other) => CompareWait(one.WaitingSince, one.Id.Value, other.WaitingSince, other.Id.Value)
        : static (one, other) => CompareActivity(one.LastActivityAt, one.Id.Value, other.LastActivityAt, other.Id.Value));

    private static int CompareActivity(DateTimeOffset one, string oneId, DateTimeOffset other, string otherId) =>
        one == other ? string.CompareOrdinal(otherId, oneId) : other.CompareTo(one);

    private static int CompareWait(DateTimeOffset? one, string oneId, DateTimeOffset? other, string otherId) =>
        one == other ? string.CompareOrdinal(oneId, otherId) : (one ?? DateTimeOffset.MaxValue).CompareTo(other ?? DateTimeOffset.MaxValue);
}
