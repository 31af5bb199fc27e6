using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Livecaller.Protocol;

namespace Livecaller.Shared;

/// <summary>The data of logged events: a payload with the event's sequence and the conversation's id beside its own members.</summary>
internal static class EventData
{
    public static JsonObject Of<T>(T payload, JsonTypeInfo<T> type, long sequence, ConversationId conversation)
    {
        var data = JsonSerializer.SerializeToNode(payload, type)!.AsObject();
        data["sequence"] = sequence;
        data["conversation_id"] = conversation.Value;
        if (data.ContainsKey("last_sequence")) data["last_sequence"] = sequence;
        return data;
    }

    /// <summary>The data of a conversation that is broadcast beside the log, with its new place in the queue.</summary>
    public static JsonElement OfAnnounced(ConversationPayload conversation)
    {
        var data = JsonSerializer.SerializeToNode(conversation, LivecallerJson.Default.ConversationPayload)!.AsObject();
        data["conversation_id"] = conversation.Id.Value;
        return ToElement(data);
    }

    /// <summary>The data of a message's event, new or changed, with links that hold now.</summary>
    public static JsonObject WithLinks(JsonObject data, Func<AttachmentPayload, AttachmentPayload> refresh)
    {
        if (data["attachments"] is not JsonArray { Count: > 0 } attachments) return data;
        var fresh = attachments.Select(a => (JsonNode?)JsonSerializer.SerializeToNode(
            refresh(a.Deserialize(LivecallerJson.Default.AttachmentPayload)!), LivecallerJson.Default.AttachmentPayload));
        data["attachments"] = new JsonArray([.. fresh]);
        return data;
    }

    public static JsonElement ToElement(JsonObject data) => JsonElement.Parse(data.ToJsonString());

    /// <summary>A changed message keeps its own sequence beside the event's, so that a client finds the message and moves its cursor.</summary>
    public static JsonObject OfChanged(MessagePayload message, long sequence)
    {
        var data = Of(message, LivecallerJson.Default.MessagePayload, sequence, message.ConversationId);
        data["message_sequence"] = message.Sequence;
        return data;
    }
}
