using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>The id of a conversation: a UUID v7, given by the server.</summary>
[JsonConverter(typeof(WireIdConverter<ConversationId>))]
public readonly record struct ConversationId : IWireId<ConversationId>
{
    private readonly string? _value;

    /// <summary>Wraps a string from the wire.</summary>
    /// <param name="value">The string on the wire.</param>
    public ConversationId(string value) => _value = value;

    /// <inheritdoc />
    public string Value => _value ?? "";

    /// <inheritdoc />
    public static ConversationId FromWire(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
