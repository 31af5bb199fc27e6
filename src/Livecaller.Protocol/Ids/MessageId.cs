using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>The id of a message: a UUID v7 that the sender creates, and the message's idempotency key.</summary>
[JsonConverter(typeof(WireIdConverter<MessageId>))]
public readonly record struct MessageId : IWireId<MessageId>
{
    private readonly string? _value;

    /// <summary>Initializes the id from its string.</summary>
    /// <param name="value">The string.</param>
    public MessageId(string value) => _value = value;

    /// <inheritdoc />
    public string Value => _value ?? "";

    /// <summary>Creates an id that sorts by time.</summary>
    /// <param name="time">The clock that the id's time is taken from.</param>
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
