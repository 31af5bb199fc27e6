using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Livecaller.Background;

/// <summary>An event's JSON object. Its tree is parsed only when it is read.</summary>
internal sealed class EventPayload
{
    private readonly string? _text;
    // A boxed JsonElement, parsed once.
    private volatile object? _tree;

    public EventPayload(JsonElement tree) => _tree = tree;

    private EventPayload(string text) => _text = text;

    public JsonElement Tree => (JsonElement)(_tree ??= JsonElement.Parse(_text!));

    /// <summary>Parses a text that is a complete JSON object, and its <c>sequence</c>; null when it has none.</summary>
    /// <exception cref="JsonException">It is not a JSON object.</exception>
    public static EventPayload Parse(string text, out long? sequence)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            sequence = SequenceIn(rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)));
            return new(text);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <exception cref="JsonException">It has a different shape.</exception>
    public T Read<T>(JsonTypeInfo<T> type) =>
        (_text is null ? Tree.Deserialize(type) : JsonSerializer.Deserialize(_text, type)) ?? throw new JsonException("The payload is null.");

    private static long? SequenceIn(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new JsonException("The payload is not an object.");
        long? sequence = null;
        // Reads to the end: the object must be complete.
        while (reader.Read())
        {
            if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("sequence"u8)) continue;
            reader.Read();
            if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number)) sequence = number;
        }

        return sequence;
    }
}
