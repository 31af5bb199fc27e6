using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Livecaller.Realtime.Connections;

/// <summary>The frames of RFC 6455 as a server sends them: not masked and not fragmented.</summary>
internal static class WebSocketFrames
{
    /// <summary>The maximum length of the header of a server's frame in bytes.</summary>
    public const int MaxHeaderLength = 10;

    /// <summary>The maximum payload of a control frame in bytes.</summary>
    public const int MaxControlPayload = 125;

    public const byte Continuation = 0x0;
    public const byte Text = 0x1;
    public const byte Binary = 0x2;
    public const byte Close = 0x8;
    public const byte Ping = 0x9;
    public const byte Pong = 0xA;

    private const byte Final = 0x80;

    /// <summary>A pong that nobody asked for: it keeps proxies from closing a silent connection, and needs no answer.</summary>
    public static readonly ReadOnlyMemory<byte> KeepAlive = Encode(Pong, []);

    /// <summary>Encodes a frame.</summary>
    public static byte[] Encode(byte opCode, ReadOnlySpan<byte> payload)
    {
        var header = HeaderLength(payload.Length);
        var frame = GC.AllocateUninitializedArray<byte>(header + payload.Length);
        WriteHeader(frame, opCode, payload.Length);
        payload.CopyTo(frame.AsSpan(header));
        return frame;
    }

    /// <summary>Encodes a close frame. A reason that is too long is shortened.</summary>
    public static byte[] EncodeClose(int code, string reason)
    {
        Span<byte> payload = stackalloc byte[MaxControlPayload];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)code);
        System.Text.Unicode.Utf8.FromUtf16(reason, payload[2..], out _, out var length);
        return Encode(Close, payload[..(2 + length)]);
    }

    /// <summary>Applies the mask of a client's frame.</summary>
    /// <param name="payload">A part of the payload.</param>
    /// <param name="mask">The mask in the order of its bytes in memory.</param>
    /// <returns>The mask for what follows the part.</returns>
    public static uint Unmask(Span<byte> payload, uint mask)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(payload);
        var wide = mask | ((ulong)mask << 32);
        for (var i = 0; i < words.Length; i++) words[i] ^= wide;
        for (var i = words.Length * sizeof(ulong); i < payload.Length; i++) payload[i] ^= MaskByte(mask, i);
        var turned = (payload.Length & 3) * 8;
        return BitConverter.IsLittleEndian ? uint.RotateRight(mask, turned) : uint.RotateLeft(mask, turned);
    }

    /// <summary>Returns the length of the header of a server's frame.</summary>
    public static int HeaderLengthOf(ReadOnlySpan<byte> frame) => frame[1] switch { 127 => MaxHeaderLength, 126 => 4, _ => 2 };

    /// <summary>Returns whether bytes are exactly one text frame as a server sends it.</summary>
    public static bool IsText(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < 2 || frame[0] != (Final | Text) || frame[1] > 127 || frame.Length < HeaderLengthOf(frame)) return false;
        var length = frame[1] switch
        {
            127 => BinaryPrimitives.ReadUInt64BigEndian(frame[2..]),
            126 => BinaryPrimitives.ReadUInt16BigEndian(frame[2..]),
            var small => small,
        };
        var payload = frame[HeaderLengthOf(frame)..];
        return length == (ulong)payload.Length && System.Text.Unicode.Utf8.IsValid(payload);
    }

    private static byte MaskByte(uint mask, int index)
    {
        var position = index & 3;
        return (byte)(mask >> (8 * (BitConverter.IsLittleEndian ? position : 3 - position)));
    }

    private static int HeaderLength(int payload) => payload <= MaxControlPayload ? 2 : payload <= ushort.MaxValue ? 4 : MaxHeaderLength;

    private static void WriteHeader(Span<byte> frame, byte opCode, int payload)
    {
        frame[0] = (byte)(Final | opCode);
        switch (HeaderLength(payload))
        {
            case 2:
                frame[1] = (byte)payload;
                break;
            case 4:
                frame[1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(frame[2..], (ushort)payload);
                break;
            default:
                frame[1] = 127;
                BinaryPrimitives.WriteUInt64BigEndian(frame[2..], (ulong)payload);
                break;
        }
    }
}
