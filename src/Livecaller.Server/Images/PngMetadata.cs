using System.Buffers.Binary;
using System.Text;

namespace Livecaller.Server.Images;

// https://www.w3.org/TR/png-3/
internal static class PngMetadata
{
    private const int Signature = 8;
    private static readonly byte[] Blanked = "blNk"u8.ToArray();

    // Of the ancillary chunks: colors, transparency, the size of a pixel, animation.
    private static readonly HashSet<string> Needed =
        ["tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "mDCV", "cLLI", "sBIT", "bKGD", "hIST", "sPLT", "pHYs", "acTL", "fcTL", "fdAT"];

    /// <summary>Whether an image without a chunk of this type can't be displayed, or looks different.</summary>
    public static bool IsNeeded(ReadOnlySpan<byte> type) => !char.IsAsciiLetterLower((char)type[0]) || Needed.Contains(Encoding.ASCII.GetString(type));

    public static ImageFacts? Blank(ImageFile file)
    {
        ImageFacts? facts = null;
        Span<byte> head = stackalloc byte[8];
        file.Position = Signature;
        while (file.TryRead(head))
        {
            file.Budget.CountSegment();
            var length = BinaryPrimitives.ReadUInt32BigEndian(head);
            var start = file.Position;
            var type = head[4..];
            if (type.SequenceEqual("IHDR"u8))
            {
                if (!file.TryRead(head)) return null;
                facts = new(BinaryPrimitives.ReadInt32BigEndian(head), BinaryPrimitives.ReadInt32BigEndian(head[4..]), Exif.Upright);
            }
            else if (type.SequenceEqual("IEND"u8))
            {
                file.Position = start + length + 4;
                file.BlankRest();
                return facts;
            }
            else if (!IsNeeded(type))
            {
                var orientation = type.SequenceEqual("eXIf"u8) ? Exif.Orientation(file.Read((int)Math.Min(length, Exif.MaxBytes))) : Exif.Upright;
                file.Position = start - 4;
                orientation = BlankChunk(file, length, orientation);
                if (orientation != Exif.Upright && facts is not null) facts = facts with { Orientation = orientation };
            }
            file.Position = start + length + 4;
        }
        return facts;
    }

    // From the chunk's type on, to its checksum.
    private static int BlankChunk(ImageFile file, long length, int orientation)
    {
        var kept = Exif.Only(orientation);
        if (kept.Length > length) (kept, orientation) = ([], Exif.Upright);
        byte[] front = [.. kept.Length > 0 ? "eXIf"u8 : Blanked, .. kept];
        var checksum = Crc32.Start;
        checksum = Crc32.Add(checksum, front);
        file.Write(front);
        var zeros = Math.Min(length - kept.Length, file.Left);
        for (long step; zeros > 0; zeros -= step)
        {
            step = Math.Min(zeros, ImageFile.BufferSize);
            checksum = Crc32.AddZeros(checksum, step);
            file.Blank(step);
        }
        Span<byte> sum = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(sum, Crc32.End(checksum));
        file.Write(sum);
        return orientation;
    }
}
