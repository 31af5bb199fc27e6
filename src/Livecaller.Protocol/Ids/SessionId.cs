using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>The id of a visitor's session on one device: a UUID.</summary>
[JsonConverter(typeof(WireIdConverter<SessionId>))]
public readonly record struct SessionId : IWireId<SessionId>
{
    private readonly string? _value;

    /// <summary>Initializes the id from its string.</summary>
    /// <param name="value">The string.</param>
    public SessionId(string value) => _value = value;

    /// <inheritdoc />
    public string Value => _value ?? "";

    /// <inheritdoc />
    public static SessionId FromWire(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
