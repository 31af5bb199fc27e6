namespace Livecaller.Conversations;

/// <summary>Owns the conversations of a visitor, and learns from them what it has to act on.</summary>
internal interface IConversationOwner
{
    /// <summary>Keeps a conversation in memory, because something subscribes to it.</summary>
    void Keep(Conversation conversation);

    /// <summary>Drops a conversation that is closed, unless something subscribes to it or a message of it still has to be sent.</summary>
    void Release(ConversationId id);

    /// <summary>Counts the unread messages again, and publishes the number when it has changed.</summary>
    void CountUnread();
}
