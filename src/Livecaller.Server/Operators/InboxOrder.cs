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

    /// <summary>The order of a list that is shown to an operator.</summary>
    public static IComparer<OperatorConversationPayload> Of(InboxQuery query, OperatorId? me) => Comparer<OperatorConversationPayload>.Create(query switch
    {
        { Mentioned: not null } => (one, other) => CompareActivity(MentionOf(one, me), one.Id.Value, MentionOf(other, me), other.Id.Value),
        { Sort: InboxSort.Waiting } => static (one, other) => CompareWait(one.WaitingSince, one.Id.Value, other.WaitingSince, other.Id.Value),
        { Sort: InboxSort.Return } => static (one, other) => CompareWait(one.SnoozedUntil, one.Id.Value, other.SnoozedUntil, other.Id.Value),
        _ => static (one, other) => CompareActivity(one.LastActivityAt, one.Id.Value, other.LastActivityAt, other.Id.Value),
    });

    private static DateTimeOffset MentionOf(OperatorConversationPayload conversation, OperatorId? me) =>
        conversation.Mentions.FirstOrDefault(m => m.OperatorId == me)?.At ?? DateTimeOffset.MinValue;

    private static int CompareActivity(DateTimeOffset one, string oneId, DateTimeOffset other, string otherId) =>
        one == other ? string.CompareOrdinal(otherId, oneId) : other.CompareTo(one);

    private static int CompareWait(DateTimeOffset? one, string oneId, DateTimeOffset? other, string otherId) =>
        one == other ? string.CompareOrdinal(oneId, otherId) : (one ?? DateTimeOffset.MaxValue).CompareTo(other ?? DateTimeOffset.MaxValue);
}
