using System.Text.Json;
using Livecaller.Following;
using Livecaller.Protocol;

namespace Livecaller.Events;

/// <summary>Makes public events.</summary>
internal static class ClientEvents
{
    /// <summary>The reference SDK's payload: the id as <c>conversationId</c>.</summary>
    public static ConversationAuthFailed AuthFailed(ConversationId id) =>
        new(id) { Raw = JsonElement.Parse($$"""{"conversationId":"{{JsonEncodedText.Encode(id.Value)}}"}""") };

    public static ConversationWasStarted Started(ConversationPayload conversation, FollowedEvent e) => new(conversation) { Source = e.Data };

    public static ConversationMessageReceived Received(MessagePayload message, FollowedEvent e) => new(message) { Source = e.Data };

    public static ConversationWasClosed Closed(ConversationId id, ParticipantType? by, FollowedEvent e) => new(id, by) { Source = e.Data };
}
