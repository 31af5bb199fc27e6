using System.Buffers.Binary;

namespace Livecaller.Testing.Server;

/// <summary>Reads width and height of a PNG, JPEG, GIF or WebP from its first bytes. The orientation is ignored.</summary>
internal static class ImageSize
{
    public static (int Width, int Height)? Read(ReadOnlySpan<byte> file)
    {
        if (file.Length >= 24 && file[1..].StartsWith("PNG\r\n"u8)) return (BinaryPrimitives.ReadInt32BigEndian(file[16..]), BinaryPrimitives.ReadInt32BigEndian(file[20..]));
        if (file.Length >= 10 && file.StartsWith("GIF8"u8)) return (BinaryPrimitives.ReadUInt16LittleEndian(file[6..]), BinaryPrimitives.ReadUInt16LittleEndian(file[8..]));
        if (file.Length >= 30 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBPVP8"u8)) return Webp(file);
        return file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? Jpeg(file) : null;
    }

    // https://developers.google.com/speed/webp/docs/riff_container
    private static (int, int) Webp(ReadOnlySpan<byte> file) => (char)file[15] switch
    {
        'X' => (1 + (BinaryPrimitives.ReadInt32LittleEndian(file[24..]) & 0xFFFFFF), 1 + (BinaryPrimitives.ReadInt32LittleEndian(file[26..]) >>> 8)),
        'L' => (1 + (BinaryPrimitives.ReadInt32LittleEndian(file[21..]) & 0x3FFF), 1 + ((BinaryPrimitives.ReadInt32LittleEndian(file[21..]) >>> 14) & 0x3FFF)),
        _ => (BinaryPrimitives.ReadUInt16LittleEndian(file[26..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(file[28..]) & 0x3FFF),
    };

    private static (int, int)? Jpeg(ReadOnlySpan<byte> file)
    {
        for (var i = 2; i + 9 < file.Length && file[i] == 0xFF; i += 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(i + 2)..]))
        {
            // The header of a frame, and not one of the tables with numbers in the same range.
            if (file[i + 1] is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return (BinaryPrimitives.ReadUInt16BigEndian(file[(i + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(file[(i + 5)..]));
        }

        return null;
    }
}
