namespace Livecaller.Server.Conversations;

// What the inbox shows of a conversation is kept with it, in the transaction of what changes it, so that a row of the inbox takes no look at the
// messages. Statements.Advance does the same for messages without attachments.
internal static class InboxColumns
{
    /// <summary>Notes a message that was appended.</summary>
    public static void Note(ConversationRow conversation, MessagePayload message)
    {
        conversation.LastMessageSequence = message.Sequence;
        switch (message.Sender.Type)
        {
            case ParticipantType.Operator:
                conversation.WaitingSince = null;
                conversation.FirstResponseAt ??= message.CreatedAt;
                break;
            case ParticipantType.Visitor:
                conversation.UnreadCount++;
                conversation.WaitingSince ??= message.CreatedAt;
                break;
            case ParticipantType.Bot:
                conversation.UnreadCount++;
                break;
        }
    }
}
