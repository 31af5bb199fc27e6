using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Livecaller.Session;

/// <summary>
/// The newest events of a conversation that listeners received, by their meaning and not only by their sequence: when the server's log has begun
/// another epoch, the same event may have another sequence, and the same sequence another event. Immutable.
/// </summary>
[JsonConverter(typeof(PublishedEventsConverter))]
internal sealed class PublishedEvents
{
    // So many newest events are remembered. Older ones are recognized by their time.
    private const int Max = 32;
    private const int EntryBytes = 16;

    private readonly ImmutableArray<(long Sequence, ulong Key)> _newest;

    private PublishedEvents(ImmutableArray<(long Sequence, ulong Key)> newest, long until) => (_newest, Until) = (newest, until);

    public static PublishedEvents None { get; } = new([], 0);

    /// <summary>When the newest of them happened, by the server's clock, in milliseconds; 0 when there are none.</summary>
    public long Until { get; }

    /// <summary>From this sequence on, each event that was published is remembered.</summary>
    public long From => _newest.IsEmpty ? long.MaxValue : _newest[0].Sequence;

    public bool Contains(ulong key) => _newest.Any(e => e.Key == key);

    public PublishedEvents With(long sequence, ulong key, DateTimeOffset at) => new(
        [.. _newest.Length < Max ? _newest : _newest.RemoveAt(0), (sequence, key)], Math.Max(Until, at.ToUnixTimeMilliseconds()));

    /// <summary>The events before a sequence.</summary>
    public PublishedEvents Before(long sequence) => new([.. _newest.Where(e => e.Sequence < sequence)], Until);

    public byte[] ToBytes()
    {
        var bytes = new byte[sizeof(long) + (_newest.Length * EntryBytes)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, Until);
        for (var i = 0; i < _newest.Length; i++)
        {
            var entry = bytes.AsSpan(sizeof(long) + (i * EntryBytes));
            BinaryPrimitives.WriteInt64LittleEndian(entry, _newest[i].Sequence);
            BinaryPrimitives.WriteUInt64LittleEndian(entry[sizeof(long)..], _newest[i].Key);
        }

        return bytes;
    }

    public static PublishedEvents FromBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < sizeof(long) || (bytes.Length - sizeof(long)) % EntryBytes != 0) return None;
        var newest = ImmutableArray.CreateBuilder<(long, ulong)>();
        for (var entry = bytes[sizeof(long)..]; entry.Length > 0; entry = entry[EntryBytes..])
        {
            newest.Add((BinaryPrimitives.ReadInt64LittleEndian(entry), BinaryPrimitives.ReadUInt64LittleEndian(entry[sizeof(long)..])));
        }

        return new(newest.ToImmutable(), BinaryPrimitives.ReadInt64LittleEndian(bytes));
    }
}

/// <summary>Writes them as Base64.</summary>
internal sealed class PublishedEventsConverter : JsonConverter<PublishedEvents>
{
    public override PublishedEvents Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        PublishedEvents.FromBytes(reader.GetBytesFromBase64());

    public override void Write(Utf8JsonWriter writer, PublishedEvents value, JsonSerializerOptions options) => writer.WriteBase64StringValue(value.ToBytes());
}
