namespace Livecaller.Server.Images;

// https://www.w3.org/Graphics/GIF/spec-gif89a.txt
internal static class GifMetadata
{
    private const int Extension = 0x21;
    private const int Image = 0x2C;
    private const int Trailer = 0x3B;
    private const int GraphicControl = 0xF9;
    private const int Application = 0xFF;

    public static ImageFacts? Blank(ImageFile file)
    {
        file.Position = 0;
        var head = file.Read(13);
        if (head.Length < 13 || ImageSize.Read("image/gif", head) is not { } size) return null;
        var facts = new ImageFacts(size.Width, size.Height, Exif.Upright);
        SkipColours(file, head[10]);
        while (true)
        {
            file.Budget.CountSegment();
            switch (file.ReadByte())
            {
                case Extension:
                    BlankExtension(file, file.ReadByte());
                    break;
                case Image:
                    var descriptor = file.Read(9);
                    if (descriptor.Length < 9) return facts;
                    SkipColours(file, descriptor[8]);
                    file.ReadByte();
                    SkipBlocks(file);
                    break;
                case Trailer:
                    file.BlankRest();
                    return facts;
                default:
                    return facts;
            }
        }
    }

    private static void BlankExtension(ImageFile file, int label)
    {
        var start = file.Position;
        var isNeeded = label == GraphicControl || (label == Application && IsNeeded(file.Read(12)));
        file.Position = start;
        SkipBlocks(file);
        if (isNeeded) return;
        var end = file.Position;
        file.Position = start;
        BlankBlocks(file, end - start - 1);
        file.Position = end;
    }

    // The number of repetitions of an animation, and the color profile.
    private static bool IsNeeded(ReadOnlySpan<byte> block) =>
        block.Length == 12 && block[0] == 11
        && (block[1..].SequenceEqual("NETSCAPE2.0"u8) || block[1..].SequenceEqual("ANIMEXTS1.0"u8) || block[1..].SequenceEqual("ICCRGBG1012"u8));

    private static void SkipColours(ImageFile file, byte flags)
    {
        if ((flags & 0x80) != 0) file.Position += 3 * (2 << (flags & 7));
    }

    private static void SkipBlocks(ImageFile file)
    {
        for (var length = file.ReadByte(); length > 0; length = file.ReadByte()) file.Position += length;
    }

    // The lengths too, because XMP in a GIF is stored so that its letters are read as lengths.
    private static void BlankBlocks(ImageFile file, long count)
    {
        while (count > 1)
        {
            var block = Math.Min(count, 256);
            // A single byte that is left over could not be a block.
            if (count - block == 1) block--;
            file.Write([(byte)(block - 1)]);
            file.Blank(block - 1);
            count -= block;
        }
    }
}
