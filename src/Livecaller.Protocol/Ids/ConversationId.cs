using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>The id of a conversation: a UUID v7, assigned by the server.</summary>
[JsonConverter(typeof(WireIdConverter<ConversationId>))]
public readonly record struct ConversationId : IWireId<ConversationId>
{
    private readonly string? _value;

    /// <summary>Initializes the id from its string.</summary>
    /// <param name="value">The string.</param>
    public ConversationId(string value) => _value = value;

    /// <inheritdoc />
    public string Value => _value ?? "";

    /// <inheritdoc />
    public static ConversationId FromWire(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
