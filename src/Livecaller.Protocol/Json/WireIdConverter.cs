using System.Text.Json;
using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>Converts an id to and from a JSON string.</summary>
/// <typeparam name="TId">The id's type.</typeparam>
public sealed class WireIdConverter<TId> : JsonConverter<TId> where TId : struct, IWireId<TId>
{
    /// <inheritdoc />
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
            ? TId.FromWire(reader.GetString()!)
            : throw new JsonException($"Expected a string as {typeof(TId).Name}, received {reader.TokenType}.");

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.Value);
    }
}
