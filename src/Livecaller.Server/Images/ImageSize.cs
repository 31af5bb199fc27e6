using System.Buffers.Binary;

namespace Livecaller.Server.Images;

// Width and height from the first bytes, without decoding an untrusted image. In a JPEG they are further on.
internal static class ImageSize
{
    public static (int Width, int Height)? Read(string mimeType, ReadOnlySpan<byte> head) => mimeType switch
    {
        "image/png" when head.Length >= 24 =>
            (BinaryPrimitives.ReadInt32BigEndian(head[16..]), BinaryPrimitives.ReadInt32BigEndian(head[20..])),
        "image/gif" when head.Length >= 10 =>
            (BinaryPrimitives.ReadUInt16LittleEndian(head[6..]), BinaryPrimitives.ReadUInt16LittleEndian(head[8..])),
        "image/webp" when head.Length >= 30 => Webp(head),
        _ => null,
    };

    // https://developers.google.com/speed/webp/docs/riff_container: the first chunk has the size, if it is as long as that.
    private static (int, int)? Webp(ReadOnlySpan<byte> head)
    {
        if (!head[12..].StartsWith("VP8"u8)) return null;
        return (head[15], BinaryPrimitives.ReadUInt32LittleEndian(head[16..])) switch
        {
            ((byte)'X', >= 10) => (1 + (head[24] | head[25] << 8 | head[26] << 16), 1 + (head[27] | head[28] << 8 | head[29] << 16)),
            ((byte)'L', >= 5) => (1 + ((head[22] & 0x3F) << 8 | head[21]), 1 + ((head[24] & 0x0F) << 10 | head[23] << 2 | head[22] >> 6)),
            ((byte)' ', >= 10) => (BinaryPrimitives.ReadUInt16LittleEndian(head[26..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(head[28..]) & 0x3FFF),
            _ => null,
        };
    }
}
