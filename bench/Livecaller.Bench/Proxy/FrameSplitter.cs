using System.Buffers.Binary;

namespace Livecaller.Bench.Proxy;

/// <summary>Splits the output of a WebSocket server into frames. See https://www.rfc-editor.org/rfc/rfc6455#section-5.2</summary>
internal sealed class FrameSplitter
{
    private const byte Final = 0x80;
    private const byte Text = 0x1;
    private byte[] _rest = [];

    /// <summary>Adds bytes and returns the complete frames. An incomplete frame is kept.</summary>
    public IEnumerable<(ReadOnlyMemory<byte> Bytes, bool IsText)> Add(ReadOnlySpan<byte> bytes)
    {
        byte[] all = [.. _rest, .. bytes];
        var frames = new List<(ReadOnlyMemory<byte>, bool)>();
        var start = 0;
        while (LengthAt(all.AsSpan(start)) is { } length && start + length <= all.Length)
        {
            // Fragmented messages aren't modified, because only complete ones can be moved.
            frames.Add((all.AsMemory(start, length), all[start] == (Final | Text)));
            start += length;
        }

        _rest = all[start..];
        return frames;
    }

    private static int? LengthAt(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2) return null;
        return (bytes[1] & 0x7F) switch
        {
            126 => bytes.Length < 4 ? null : 4 + BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            127 => bytes.Length < 10 ? null : checked(10 + (int)BinaryPrimitives.ReadUInt64BigEndian(bytes[2..])),
            var length => 2 + length,
        };
    }
}
