namespace Livecaller.Testing.Server;

/// <summary>The conversations that wait, in the order in which they were started.</summary>
internal sealed class TestQueue(IReadOnlyList<ConversationRecord> conversations)
{
    /// <summary>The position of a conversation, from 1; null when it doesn't wait.</summary>
    public int? PositionOf(ConversationRecord conversation) =>
        IsWaiting(conversation) ? conversations.Where(IsWaiting).TakeWhile(c => c != conversation).Count() + 1 : null;

    /// <summary>Those that wait behind a conversation, whether or not it waits itself.</summary>
    public IEnumerable<ConversationRecord> Behind(ConversationRecord conversation) =>
        conversations.SkipWhile(c => c != conversation).Skip(1).Where(IsWaiting);

    private static bool IsWaiting(ConversationRecord conversation) => conversation.Status == ConversationStatus.Queued;
}
