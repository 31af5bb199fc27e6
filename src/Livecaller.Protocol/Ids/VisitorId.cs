using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>The id of a visitor: a UUID.</summary>
[JsonConverter(typeof(WireIdConverter<VisitorId>))]
public readonly record struct VisitorId : IWireId<VisitorId>
{
    private readonly string? _value;

    /// <summary>Initializes the id from its string.</summary>
    /// <param name="value">The string.</param>
    public VisitorId(string value) => _value = value;

    /// <inheritdoc />
    public string Value => _value ?? "";

    /// <inheritdoc />
    public static VisitorId FromWire(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
