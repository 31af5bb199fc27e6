using System.Buffers.Binary;

namespace Livecaller.Server.Images;

// https://developers.google.com/speed/webp/docs/riff_container
internal static class WebpMetadata
{
    private const int FileHeader = 12;
    private const int FrameHeader = 16;
    private const byte HasExif = 0x08;
    private const byte HasXmp = 0x04;

    private static ReadOnlySpan<byte> ExifMark => "Exif\0\0"u8;

    public static ImageFacts? Blank(ImageFile file)
    {
        file.Position = 0;
        var head = file.Read(30);
        if (ImageSize.Read("image/webp", head) is not { } size) return null;
        var end = Math.Min(file.Length, Even(8 + (long)BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4))));
        file.Position = FileHeader;
        var orientation = BlankChunks(file, end, isFrame: false);
        file.Position = end;
        file.BlankRest();
        // It ends in its header: no decoder accepts it.
        if (end < head.Length) return null;
        if (head.AsSpan(FileHeader).StartsWith("VP8X"u8))
        {
            file.Position = FileHeader + 8;
            file.Write([(byte)((head[FileHeader + 8] & ~(HasExif | HasXmp)) | (orientation == Exif.Upright ? 0 : HasExif))]);
        }
        return new(size.Width, size.Height, orientation);
    }

    private static int BlankChunks(ImageFile file, long end, bool isFrame)
    {
        var orientation = Exif.Upright;
        Span<byte> head = stackalloc byte[8];
        while (file.Position < end && file.TryRead(head))
        {
            file.Budget.CountSegment();
            var (start, length) = (file.Position, (long)BinaryPrimitives.ReadUInt32LittleEndian(head[4..]));
            var next = start + Even(length);
            if (head.StartsWith("ANMF"u8) && !isFrame)
            {
                file.Position = start + FrameHeader;
                BlankChunks(file, Math.Min(next, end), isFrame: true);
            }
            else if (!IsNeeded(head[..4], isFrame))
            {
                // What lies behind the end is blanked later.
                var inside = Math.Max(0, Math.Min(length, end - start));
                var told = head.StartsWith("EXIF"u8) ? Orientation(file.Read((int)Math.Min(inside, Exif.MaxBytes))) : Exif.Upright;
                file.Position = start - 8;
                var kept = Exif.Only(told);
                if (kept.Length > inside) kept = [];
                else if (orientation == Exif.Upright) orientation = told;
                file.Write(kept.Length > 0 ? "EXIF"u8 : "JUNK"u8);
                file.Position = start;
                file.Write(kept);
                file.Blank(Math.Min(next, end) - start - kept.Length);
            }
            file.Position = next;
        }
        return orientation;
    }

    private static int Orientation(ReadOnlySpan<byte> content) => Exif.Orientation(content.StartsWith(ExifMark) ? content[ExifMark.Length..] : content);

    private static bool IsNeeded(ReadOnlySpan<byte> type, bool isFrame) =>
        type.SequenceEqual("VP8 "u8) || type.SequenceEqual("VP8L"u8) || type.SequenceEqual("ALPH"u8)
        || (!isFrame && (type.SequenceEqual("VP8X"u8) || type.SequenceEqual("ICCP"u8) || type.SequenceEqual("ANIM"u8)));

    private static long Even(long length) => length + (length & 1);
}
