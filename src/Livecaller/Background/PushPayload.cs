using System.Text.Json;
using Livecaller.Protocol;

namespace Livecaller.Background;

/// <summary>What a push service carries: everybody's payloads, ours among them.</summary>
internal static class PushPayload
{
    // Push services allow 4 KB; whatever is much larger is no push.
    private const int MaxLength = 64 * 1024;
    private const int MaxDepth = 3;

    /// <summary>The conversation that the payload names; null for one that is not ours.</summary>
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
        // Some services carry nothing but texts: the object is the text's.
        if (element.ValueKind == JsonValueKind.String) return Find(JsonElement.Parse(element.GetString()!), depth);
        if (element.ValueKind != JsonValueKind.Object) return null;
        if (element.TryGetProperty("conversation_id", out var id))
            return id.ValueKind == JsonValueKind.String && id.GetString() is { Length: > 0 } text ? new(text) : null;
        foreach (var name in (ReadOnlySpan<string>)["livecaller", "data"])
            if (element.TryGetProperty(name, out var inner) && Find(inner, depth - 1) is { } found) return found;
        return null;
    }
}
