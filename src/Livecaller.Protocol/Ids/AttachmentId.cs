using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>The id of an attachment: a UUID v7.</summary>
[JsonConverter(typeof(WireIdConverter<AttachmentId>))]
public readonly record struct AttachmentId : IWireId<AttachmentId>
{
    private readonly string? _value;

    /// <summary>Initializes the id from its string.</summary>
    /// <param name="value">The string.</param>
    public AttachmentId(string value) => _value = value;

    /// <inheritdoc />
    public string Value => _value ?? "";

    /// <inheritdoc />
    public static AttachmentId FromWire(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
