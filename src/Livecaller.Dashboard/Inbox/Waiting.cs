namespace Livecaller.Dashboard.Inbox;

/// <summary>The time since which a visitor has been waiting for a reply.</summary>
internal static class Waiting
{
    internal static DateTimeOffset? Since(OperatorConversationPayload conversation) => conversation switch
    {
        { IsOpen: false } => null,
        // In the queue the wait began with the conversation, however often the visitor has written since.
        { Status: ConversationStatus.Queued } => conversation.CreatedAt,
        { LastMessage: { Sender.Type: ParticipantType.Visitor } message } => message.CreatedAt,
        _ => null,
    };
}
