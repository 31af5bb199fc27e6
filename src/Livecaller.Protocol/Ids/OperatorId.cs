using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>The id of an operator: a UUID.</summary>
[JsonConverter(typeof(WireIdConverter<OperatorId>))]
public readonly record struct OperatorId : IWireId<OperatorId>
{
    private readonly string? _value;

    /// <summary>Initializes the id from its string.</summary>
    /// <param name="value">The string.</param>
    public OperatorId(string value) => _value = value;

    /// <inheritdoc />
    public string Value => _value ?? "";

    /// <inheritdoc />
    public static OperatorId FromWire(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
