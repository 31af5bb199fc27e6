using System.Buffers.Binary;

namespace Livecaller.Security.Tests.Images;

/// <summary>Files that are made to cost a reader of images as much as possible for their size.</summary>
internal static class HostileImages
{
    private static readonly byte[] PngHead = TestImages.Png(1, 1)[..33];

    /// <summary>A file of as many tiny segments as it is told, by its extension.</summary>
    public static byte[] OfSegments(string extension, int count) => extension switch
    {
        "gif" => Repeat(Gif(), [0x21, 0xFE, 1, 0x61, 0], count),
        "jpg" => Repeat([0xFF, 0xD8], [0xFF, 0xE1, 0, 2], count),
        "png" => Repeat(PngHead, [0, 0, 0, 0, .. "tEXt"u8, 0, 0, 0, 0], count),
        "webp" => Repeat(Webp(count * 8), [.. "JUNK"u8, 0, 0, 0, 0], count),
        _ => throw new ArgumentOutOfRangeException(nameof(extension), extension, null),
    };

    /// <summary>Files of a size that have few segments, and many steps.</summary>
    public static IEnumerable<(string Name, string Type, byte[] Bytes)> OfSteps(int size)
    {
        yield return ("an extension of tiny blocks", "image/gif", Repeat([.. Gif(), 0x21, 0xFE], [1, 0x61], size / 2));
        yield return ("a picture of tiny blocks", "image/gif", Repeat([.. Gif(), 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2], [1, 0x61], size / 2));
        yield return ("extensions of tiny blocks", "image/gif", Repeat(Gif(), [0x21, 0xFE, .. Repeat([], [1, 0x61], size / 2000), 0], 999));
        yield return ("coded pixels of 0xFF", "image/jpeg", Repeat([0xFF, 0xD8, 0xFF, 0xDA, 0, 2], [0xFF, 0], size / 2));
        yield return ("fill bytes", "image/jpeg", Repeat([0xFF, 0xD8], [0xFF], size));
        yield return ("restarts", "image/jpeg", Repeat([0xFF, 0xD8, 0xFF, 0xDA, 0, 2], [0xFF, 0xD0], size / 2));
        yield return ("segments of the largest size", "image/jpeg", Repeat([0xFF, 0xD8], [0xFF, 0xE1, 0xFF, 0xFF, .. Repeat([], [0x61], 0xFFFD)], size / 0xFFFF));
        yield return ("rubbish behind the end", "image/jpeg", Repeat([0xFF, 0xD8, 0xFF, 0xD9], [0x61], size));
        yield return ("one text", "image/png", Repeat([.. PngHead, .. Number(size), .. "tEXt"u8], [0x61], size));
        yield return ("frames in frames", "image/webp", Repeat(Webp(size), [.. "ANMF"u8, 0xFF, 0xFF, 0xFF, 0], size / 16_000, 16_000));
    }

    private static byte[] Gif() => [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0];

    private static byte[] Webp(int size)
    {
        byte[] head = [.. "RIFF\0\0\0\0WEBPVP8X"u8, 10, 0, 0, 0, .. new byte[10]];
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(4), head.Length - 8 + size);
        return head;
    }

    private static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Repeat(byte[] head, byte[] unit, int count, int distance = 0)
    {
        var step = Math.Max(unit.Length, distance);
        var bytes = new byte[head.Length + (count * step)];
        head.CopyTo(bytes, 0);
        for (var i = 0; i < count; i++) unit.CopyTo(bytes, head.Length + (i * step));
        return bytes;
    }
}
