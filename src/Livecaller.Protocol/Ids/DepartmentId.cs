using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>The id of a department: a UUID.</summary>
[JsonConverter(typeof(WireIdConverter<DepartmentId>))]
public readonly record struct DepartmentId : IWireId<DepartmentId>
{
    private readonly string? _value;

    /// <summary>Initializes the id from its string.</summary>
    /// <param name="value">The string.</param>
    public DepartmentId(string value) => _value = value;

    /// <inheritdoc />
    public string Value => _value ?? "";

    /// <inheritdoc />
    public static DepartmentId FromWire(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
