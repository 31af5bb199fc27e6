using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Livecaller.Server.Images;
using SkiaSharp;

namespace Livecaller.Server.Tests.Support;

/// <summary>Real pictures, with what cameras and programs write into them.</summary>
internal static class TestImages
{
    /// <summary>Stands in every kind of metadata that is put into a picture here.</summary>
    public const string Secret = "52.5163N 13.3777E";

    public static readonly SKColor TopLeft = SKColors.Red;
    public static readonly SKColor TopRight = SKColors.Lime;
    public static readonly SKColor BottomLeft = SKColors.Blue;
    public static readonly SKColor BottomRight = SKColors.White;

    /// <summary>A picture whose quarters have the four colours.</summary>
    public static byte[] Encode(SKEncodedImageFormat format, int width, int height)
    {
        using var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using (var canvas = new SKCanvas(bitmap))
        {
            Fill(0, 0, TopLeft);
            Fill(1, 0, TopRight);
            Fill(0, 1, BottomLeft);
            Fill(1, 1, BottomRight);

            void Fill(int x, int y, SKColor colour)
            {
                using var paint = new SKPaint { Color = colour };
                canvas.DrawRect(SKRect.Create(x * width / 2f, y * height / 2f, width / 2f, height / 2f), paint);
            }
        }
        return bitmap.Encode(format, 95).ToArray();
    }

    public static byte[] Jpeg(int width = 80, int height = 40, int orientation = 1)
    {
        var plain = Encode(SKEncodedImageFormat.Jpeg, width, height);
        byte[] xmp = [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. Text($"<x:xmpmeta>{Secret}</x:xmpmeta>")];
        return [
            .. plain[..2],
            .. Segment(0xE1, [.. "Exif\0\0"u8, .. Tiff(orientation)]),
            .. Segment(0xE1, xmp),
            .. Segment(0xED, [.. "Photoshop 3.0\0"u8, .. Text(Secret)]),
            .. Segment(0xFE, Text(Secret)),
            .. plain[2..],
            .. Text($"behind the end {Secret}")];
    }

    public static byte[] Png(int width = 80, int height = 40, int orientation = 1)
    {
        const int EndOfHeader = 33;
        var plain = Encode(SKEncodedImageFormat.Png, width, height);
        return [
            .. plain[..EndOfHeader],
            .. Chunk("tEXt", [.. "Comment\0"u8, .. Text(Secret)]),
            .. Chunk("iTXt", [.. "XML:com.adobe.xmp\0\0\0\0\0"u8, .. Text(Secret)]),
            .. Chunk("tIME", [7, 234, 1, 2, 3, 4, 5]),
            .. Chunk("eXIf", Tiff(orientation)),
            .. Chunk("prVt", Text(Secret)),
            .. plain[EndOfHeader..],
            .. Text(Secret)];
    }

    public static byte[] Webp(int width = 80, int height = 40, int orientation = 1)
    {
        var plain = Encode(SKEncodedImageFormat.Webp, width, height);
        byte[] header = [0x0C, 0, 0, 0, (byte)(width - 1), (byte)((width - 1) >> 8), 0, (byte)(height - 1), (byte)((height - 1) >> 8), 0];
        var picture = plain.AsSpan(12);
        // The encoder writes the extended form where it has more to say than pixels.
        while (!picture.StartsWith("VP8 "u8) && !picture.StartsWith("VP8L"u8)) picture = picture[(8 + BinaryPrimitives.ReadInt32LittleEndian(picture[4..]))..];
        byte[] chunks = [.. "WEBP"u8, .. Riff("VP8X", header), .. picture, .. Riff("EXIF", Tiff(orientation)), .. Riff("XMP ", Text(Secret))];
        return [.. Riff("RIFF", chunks), .. Text(Secret)];
    }

    /// <summary>One white pixel, once, with a comment and with XMP in the way that programs put it there: its letters are its lengths.</summary>
    public static byte[] Gif() =>
    [
        .. "GIF89a"u8, 1, 0, 1, 0, 0x80, 0, 0, 255, 255, 255, 0, 0, 0,
        0x21, 0xFE, (byte)Secret.Length, .. Text(Secret), 0,
        0x21, 0xFF, 11, .. "NETSCAPE2.0"u8, 3, 1, 0, 0, 0,
        0x21, 0xFF, 11, .. "XMP DataXMP"u8, .. Text($"<x:xmpmeta>{Secret}{new string('x', 600)}{Secret}</x:xmpmeta>"),
        1, .. Enumerable.Range(0, 256).Select(i => (byte)(255 - i)), 0,
        0x21, 0xF9, 4, 0, 0, 0, 0, 0,
        0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0,
        0x3B, .. Text(Secret),
    ];

    /// <summary>A picture of one colour that is huge, and small on the disk.</summary>
    public static byte[] HugePng(int width, int height)
    {
        using var packed = new MemoryStream();
        using (var pack = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var row = new byte[1 + ((width + 7) / 8)];
            for (var y = 0; y < height; y++) pack.Write(row);
        }
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 1;
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR", header), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
    }

    public static SKColor[] PixelsOf(byte[] file) => SKBitmap.Decode(file).Pixels;

    // Orientation, and where it was taken: a directory of its own, with the latitude as degrees, minutes and seconds.
    private static byte[] Tiff(int orientation) =>
    [
        .. "II"u8, 42, 0, 8, 0, 0, 0, 3, 0,
        0x0E, 0x01, 2, 0, (byte)(Secret.Length + 1), 0, 0, 0, 92, 0, 0, 0,
        0x12, 0x01, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0,
        0x25, 0x88, 4, 0, 1, 0, 0, 0, 50, 0, 0, 0,
        0, 0, 0, 0,
        1, 0, 2, 0, 5, 0, 3, 0, 0, 0, 68, 0, 0, 0, 0, 0, 0, 0,
        52, 0, 0, 0, 1, 0, 0, 0, 30, 0, 0, 0, 1, 0, 0, 0, 59, 0, 0, 0, 1, 0, 0, 0,
        .. Text(Secret), 0,
    ];

    private static byte[] Segment(byte marker, byte[] content) =>
        [0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];

    /// <summary>A PNG image with one more chunk after its header.</summary>
    public static byte[] WithChunk(byte[] png, string type, int length) => [.. png[..33], .. Chunk(type, new byte[length]), .. png[33..]];

    private static byte[] Chunk(string type, byte[] content)
    {
        var numbers = new byte[8];
        byte[] body = [.. Text(type), .. content];
        BinaryPrimitives.WriteInt32BigEndian(numbers, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(numbers.AsSpan(4), Crc32.End(Crc32.Add(Crc32.Start, body)));
        return [.. numbers[..4], .. body, .. numbers[4..]];
    }

    private static byte[] Riff(string type, byte[] content)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, content.Length);
        return [.. Text(type), .. length, .. content, .. new byte[content.Length & 1]];
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
