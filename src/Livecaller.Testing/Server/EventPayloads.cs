using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Livecaller.Protocol;

namespace Livecaller.Testing.Server;

/// <summary>Turns payloads into those of logged events: with the event's own sequence and the conversation's id.</summary>
internal static class EventPayloads
{
    public static JsonElement Of<T>(T payload, JsonTypeInfo<T> type, long sequence, ConversationId conversation)
    {
        var members = JsonSerializer.SerializeToNode(payload, type)!.AsObject();
        members["sequence"] = sequence;
        members["conversation_id"] = conversation.Value;
        return ToElement(members);
    }

    /// <summary>A conversation as it is broadcast beside the log, with its new place in the queue.</summary>
    public static JsonElement OfAnnounced(ConversationPayload conversation)
    {
        var members = JsonSerializer.SerializeToNode(conversation, LivecallerJson.Default.ConversationPayload)!.AsObject();
        members["conversation_id"] = conversation.Id.Value;
        return ToElement(members);
    }

    /// <summary>An edited message keeps its own sequence beside the event's, so that a client finds it and moves its cursor.</summary>
    public static JsonElement OfUpdated(MessagePayload message, long sequence)
    {
        var members = JsonSerializer.SerializeToNode(message, LivecallerJson.Default.MessagePayload)!.AsObject();
        members["message_sequence"] = message.Sequence;
        members["sequence"] = sequence;
        return ToElement(members);
    }

    private static JsonElement ToElement(JsonObject members)
    {
        using var document = JsonDocument.Parse(members.ToJsonString());
        return document.RootElement.Clone();
    }
}
