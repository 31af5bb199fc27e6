using Livecaller.Protocol;

namespace Livecaller.Dashboard.Inbox;

/// <summary>Since when a visitor waits for an answer.</summary>
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
