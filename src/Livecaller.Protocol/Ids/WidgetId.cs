using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>The id of a widget: the id that stands in the host app.</summary>
[JsonConverter(typeof(WireIdConverter<WidgetId>))]
public readonly record struct WidgetId : IWireId<WidgetId>
{
    private readonly string? _value;

    /// <summary>Wraps a string from the wire.</summary>
    /// <param name="value">The string on the wire.</param>
    public WidgetId(string value) => _value = value;

    /// <inheritdoc />
    public string Value => _value ?? "";

    /// <inheritdoc />
    public static WidgetId FromWire(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
