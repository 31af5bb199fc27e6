using System.Buffers.Binary;

namespace Livecaller.Server.Images;

// ITU-T T.81, annex B: https://www.w3.org/Graphics/JPEG/itu-t81.pdf
internal static class JpegMetadata
{
    private const int FirstApp = 0xE0;
    private const int LastApp = 0xEF;
    private const int Comment = 0xFE;
    private const int End = 0xD9;
    private const int Scan = 0xDA;

    private static ReadOnlySpan<byte> ExifMark => "Exif\0\0"u8;

    public static ImageFacts? Blank(ImageFile file)
    {
        (int Width, int Height)? size = null;
        int? orientation = null;
        var scans = 0;
        file.Position = 2;
        Span<byte> head = stackalloc byte[5];
        for (var marker = NextMarker(file); marker != End; marker = NextMarker(file))
        {
            if (marker < 0) return Facts();
            // Restarts of a scan, and what has no length either.
            if (marker is (>= 0xD0 and <= 0xD8) or 0x01) continue;
            file.Budget.CountSegment();
            if (!file.TryRead(head[..2]) || BinaryPrimitives.ReadUInt16BigEndian(head) is var length && length < 2) return Facts();
            var next = file.Position + length - 2;
            if (marker == Scan) scans++;
            if (marker is Comment or (>= FirstApp and <= LastApp)) BlankSegment(file, marker, length - 2, ref orientation);
            // The frame headers, SOF0 to SOF15, without the tables that lie between them.
            else if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC) && file.TryRead(head))
                size ??= (BinaryPrimitives.ReadUInt16BigEndian(head[3..]), BinaryPrimitives.ReadUInt16BigEndian(head[1..]));
            file.Position = next;
        }
        file.BlankRest();
        return Facts();

        ImageFacts? Facts() => size is { } known ? new(known.Width, known.Height, orientation ?? Exif.Upright) { Scans = scans } : null;
    }

    // Goes over coded pixels, in which a zero follows each 0xFF, and over rubbish, as decoders do.
    private static int NextMarker(ImageFile file)
    {
        while (true)
        {
            if (!file.TrySkipPast(0xFF)) return -1;
            int read;
            while ((read = file.ReadByte()) == 0xFF) { }
            if (read != 0) return read;
        }
    }

    private static void BlankSegment(ImageFile file, int marker, int count, ref int? orientation)
    {
        var start = file.Position;
        var content = file.Read(count);
        file.Position = start;
        if (IsNeeded(marker, content)) return;
        byte[] kept = [];
        if (marker == FirstApp && content.AsSpan().StartsWith("JFIF\0"u8))
        {
            kept = content[..Math.Min(14, content.Length)];
        }
        else if (orientation is null && content.AsSpan().StartsWith(ExifMark))
        {
            orientation = Exif.Orientation(content.AsSpan(ExifMark.Length));
            if (orientation != Exif.Upright) kept = [.. ExifMark, .. Exif.Only(orientation.Value)];
            if (kept.Length > count) (kept, orientation) = ([], Exif.Upright);
        }
        file.Write(kept);
        file.Blank(count - kept.Length);
    }

    // The colors: an ICC profile, and the transformation that the encoder used.
    private static bool IsNeeded(int marker, ReadOnlySpan<byte> content) =>
        (marker == 0xE2 && content.StartsWith("ICC_PROFILE\0"u8)) || (marker == 0xEE && content.StartsWith("Adobe"u8));
}
