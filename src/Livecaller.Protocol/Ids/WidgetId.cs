using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>The id of a widget, as the host app names it.</summary>
[JsonConverter(typeof(WireIdConverter<WidgetId>))]
public readonly record struct WidgetId : IWireId<WidgetId>
{
    private readonly string? _value;

    /// <summary>Initializes the id from its string.</summary>
    /// <param name="value">The string.</param>
    public WidgetId(string value) => _value = value;

    /// <inheritdoc />
    public string Value => _value ?? "";

    /// <inheritdoc />
    public static WidgetId FromWire(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
