using System.Text.Json;

namespace Livecaller.Background;

/// <summary>Finds the conversation in the payload of a push, which may be of any sender.</summary>
internal static class PushPayload
{
    // Push services allow 4 KB. A much larger text is not a push.
    private const int MaxLength = 64 * 1024;
    private const int MaxDepth = 3;

    /// <summary>Returns the conversation that the payload names; null when it is not for this client.</summary>
    public static ConversationId? ConversationOf(string payload)
    {
        if (payload.Length > MaxLength) return null;
        try
        {
            return Find(JsonElement.Parse(payload), MaxDepth);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static ConversationId? Find(JsonElement element, int depth)
    {
        if (depth == 0) return null;
        // Some services carry only strings, which contain the object.
        if (element.ValueKind == JsonValueKind.String) return Find(JsonElement.Parse(element.GetString()!), depth);
        if (element.ValueKind != JsonValueKind.Object) return null;
        if (element.TryGetProperty("conversation_id", out var id))
            return id.ValueKind == JsonValueKind.String && id.GetString() is { Length: > 0 } text ? new(text) : null;
        foreach (var name in (ReadOnlySpan<string>)["livecaller", "data"])
            if (element.TryGetProperty(name, out var inner) && Find(inner, depth - 1) is { } found) return found;
        return null;
    }
}
