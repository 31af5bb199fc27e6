using Livecaller.Server.Images;
using Livecaller.Server.Tests.Support;
using SkiaSharp;

namespace Livecaller.Server.Tests.Images;

/// <summary>The decoder needs a minute for a chunk of 10 MB that isn't pixels, so it must not get one.</summary>
public sealed class PngDecoderStreamTests
{
    private const int Large = 10_000_000;

    [Theory]
    [InlineData("tEXt")]
    [InlineData("blNk")]
    [InlineData("iCCP")]
    [InlineData("fdAT")]
    [InlineData("sPLT")]
    [InlineData("PRIV")]
    public void The_decoder_gets_the_pixels_without_a_large_chunk(string type)
    {
        var plain = TestImages.Encode(SKEncodedImageFormat.Png, 80, 40);

        Assert.Equal(plain, Read(TestImages.WithChunk(plain, type, Large)));
    }

    [Fact]
    public void The_decoder_gets_a_color_profile_of_usual_size()
    {
        var image = TestImages.WithChunk(TestImages.Encode(SKEncodedImageFormat.Png, 80, 40), "iCCP", 10_000);

        Assert.Equal(image, Read(image));
    }

    [Fact]
    public void Other_files_stay_as_they_are()
    {
        foreach (var file in (byte[][])[TestImages.Jpeg(), TestImages.Gif(), TestImages.Webp(), [], [0x89]]) Assert.Equal(file, Read(file));
    }

    [Theory]
    [InlineData(9)]
    [InlineData(20)]
    [InlineData(60)]
    public void A_file_that_ends_too_early_ends_the_stream(int length)
    {
        var part = TestImages.Encode(SKEncodedImageFormat.Png, 80, 40)[..length];

        Assert.True(part.AsSpan().StartsWith(Read(part)));
    }

    [Fact]
    public void An_image_with_a_large_text_has_a_thumbnail()
    {
        var path = Path.GetTempFileName();
        File.WriteAllBytes(path, TestImages.WithChunk(TestImages.Encode(SKEncodedImageFormat.Png, 80, 40), "tEXt", Large));

        Assert.NotNull(Thumbnail.Paint(path, new ImageFacts(80, 40, Exif.Upright)));
        File.Delete(path);
    }

    private static byte[] Read(byte[] file)
    {
        using var stream = PngDecoderStream.Open(new MemoryStream(file));
        using var read = new MemoryStream();
        stream.CopyTo(read, 1000);
        return read.ToArray();
    }
}
