using System.Buffers.Binary;
using System.Text;
using Livecaller.Server.Images;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Images;

public sealed class ImageMetadataTests
{
    [Theory]
    [InlineData("image/jpeg")]
    [InlineData("image/png")]
    [InlineData("image/webp")]
    [InlineData("image/gif")]
    public void Blanking_again_after_a_crash_changes_nothing(string type)
    {
        var picture = type switch
        {
            "image/jpeg" => TestImages.Jpeg(80, 40, 6),
            "image/png" => TestImages.Png(80, 40, 6),
            "image/webp" => TestImages.Webp(80, 40, 6),
            _ => TestImages.Gif(),
        };
        var original = picture.ToArray();
        using var file = new MemoryStream(picture);
        var facts = ImageMetadata.Blank(type, file, new ImageBudget(TimeProvider.System));
        var once = picture.ToArray();
        Assert.NotEqual(original, once);
        Assert.Equal(facts, ImageMetadata.Blank(type, file, new ImageBudget(TimeProvider.System)));
        Assert.Equal(once, picture);

        // A crash in the middle leaves some of it blanked: whatever that is, the rest follows.
        for (var blanked = 0; blanked < picture.Length; blanked += 7)
        {
            byte[] half = [.. once[..blanked], .. original[blanked..]];
            using var broken = new MemoryStream(half);
            ImageMetadata.Blank(type, broken, new ImageBudget(TimeProvider.System));
            Assert.Equal(-1, half.AsSpan().IndexOf(Encoding.UTF8.GetBytes(TestImages.Secret)));
        }
    }

    [Fact]
    public void Chunks_of_a_png_still_add_up()
    {
        Assert.Equal(0xAE426082, Crc32.End(Crc32.Add(Crc32.Start, "IEND"u8)));
        var picture = TestImages.Png(80, 40, 3);
        using var file = new MemoryStream(picture);
        ImageMetadata.Blank("image/png", file, new ImageBudget(TimeProvider.System));
        var types = new List<string>();
        for (var rest = picture.AsSpan(8); types is not [.., "IEND"];)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(rest);
            types.Add(Encoding.ASCII.GetString(rest[4..8]));
            Assert.Equal(BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + length)..]), Crc32.End(Crc32.Add(Crc32.Start, rest[4..(8 + length)])));
            rest = rest[(12 + length)..];
        }
        Assert.Equal(["IHDR", "blNk", "blNk", "blNk", "eXIf", "blNk"], types.Take(6));
    }
}
