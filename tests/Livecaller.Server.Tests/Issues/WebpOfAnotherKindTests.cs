using System.Buffers.Binary;
using Livecaller.Server.Images;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Issues;

/// <summary>A WebP file whose first chunk is unknown got a size from the bytes of that chunk, and lost it when its metadata was removed again.</summary>
public sealed class WebpOfAnotherKindTests
{
    [Theory]
    [InlineData("VP8S")]
    [InlineData("JUNX")]
    [InlineData("ABCL")]
    public void A_webp_file_without_an_image_in_front_has_no_size(string type)
    {
        var picture = TestImages.Webp();
        System.Text.Encoding.ASCII.GetBytes(type, 0, 4, picture, 12);

        Assert.Null(Blank(picture));
        Assert.Null(Blank(picture));
    }

    [Fact]
    public void A_webp_file_that_says_that_it_is_shorter_than_its_header_has_no_size()
    {
        var picture = TestImages.Webp();
        picture.AsSpan(4, 4).Clear();

        Assert.Null(Blank(picture));
        Assert.Null(Blank(picture));
    }

    [Fact]
    public void A_webp_file_whose_first_chunk_is_too_short_for_a_size_has_none()
    {
        var picture = TestImages.Webp();
        picture[16] = 9;

        Assert.Null(Blank(picture));
        Assert.Null(Blank(picture));
    }

    [Fact]
    public void An_orientation_behind_the_end_of_a_webp_file_does_not_count()
    {
        var picture = TestImages.Webp(80, 40, 6);
        Assert.Equal(6, Blank([.. picture])?.Orientation);
        BinaryPrimitives.WriteInt32LittleEndian(picture.AsSpan(4), picture.AsSpan().IndexOf("EXIF"u8) + 10);

        Assert.Equal(1, Blank(picture)?.Orientation);
        Assert.Equal(1, Blank(picture)?.Orientation);
    }

    private static ImageFacts? Blank(byte[] picture)
    {
        using var file = new MemoryStream(picture);
        return ImageMetadata.Blank("image/webp", file, new ImageBudget(TimeProvider.System));
    }
}
