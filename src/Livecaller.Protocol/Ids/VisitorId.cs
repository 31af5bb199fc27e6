using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>The id of a visitor: a UUID.</summary>
[JsonConverter(typeof(WireIdConverter<VisitorId>))]
public readonly record struct VisitorId : IWireId<VisitorId>
{
    private readonly string? _value;

    /// <summary>Wraps a string from the wire.</summary>
    /// <param name="value">The string on the wire.</param>
    public VisitorId(string value) => _value = value;

    /// <inheritdoc />
    public string Value => _value ?? "";

    /// <inheritdoc />
    public static VisitorId FromWire(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
