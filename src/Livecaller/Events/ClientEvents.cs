using System.Text.Json;
using Livecaller.Background;

namespace Livecaller.Events;

/// <summary>Creates the public events.</summary>
internal static class ClientEvents
{
    /// <summary>Has the payload of the reference SDK: the id as <c>conversationId</c>.</summary>
    public static ConversationAuthFailed AuthFailed(ConversationId id) =>
        new(id) { Raw = JsonElement.Parse($$"""{"conversationId":"{{JsonEncodedText.Encode(id.Value)}}"}""") };

    /// <summary>Returns what listeners receive for an event of the log; null when they receive nothing.</summary>
    /// <exception cref="JsonException">The payload has another shape.</exception>
    public static LivecallerEvent? Of(FollowedEvent e) => e.Type switch
    {
        EventNames.ConversationStarted => Started(e.Data.Read(LivecallerJson.Default.ConversationPayload), e),
        EventNames.ConversationMessage => Received(e.Data.Read(LivecallerJson.Default.MessagePayload), e),
        EventNames.ConversationClosed => Closed(e.Data.Read(LivecallerJson.Default.ClosedPayload), e),
        _ => null,
    };

    public static ConversationWasStarted Started(ConversationPayload conversation, FollowedEvent e) => new(conversation) { Source = e.Data };

    /// <summary>Returns null for messages of the visitor and of the system.</summary>
    public static ConversationMessageReceived? Received(MessagePayload message, FollowedEvent e) =>
        message.Sender.Type is ParticipantType.Operator or ParticipantType.Bot ? new(message) { Source = e.Data } : null;

    public static ConversationWasClosed Closed(ClosedPayload closed, FollowedEvent e) => new(closed.Id, closed.ClosedBy) { Source = e.Data };
}
