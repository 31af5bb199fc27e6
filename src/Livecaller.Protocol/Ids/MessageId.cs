using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>The id of a message: a UUID v7, made by the sender: the idempotency key of the message.</summary>
[JsonConverter(typeof(WireIdConverter<MessageId>))]
public readonly record struct MessageId : IWireId<MessageId>
{
    private readonly string? _value;

    /// <summary>Wraps a string from the wire.</summary>
    /// <param name="value">The string on the wire.</param>
    public MessageId(string value) => _value = value;

    /// <inheritdoc />
    public string Value => _value ?? "";

    /// <summary>Makes a new id whose order follows the time.</summary>
    /// <param name="time">The clock whose time goes into the id.</param>
    public static MessageId New(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return new(Guid.CreateVersion7(time.GetUtcNow()).ToString());
    }

    /// <inheritdoc />
    public static MessageId FromWire(string value) => new(value);

    /// <inheritdoc />
    public override string ToString() => Value;
}
