using System.Net;
using System.Text.Json;
using Livecaller.Server.Tests.Support;
using SkiaSharp;

namespace Livecaller.Server.Tests.Images;

public sealed class BadImageTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_that_would_fill_the_memory_is_taken_as_a_file_with_its_size_and_no_thumbnail()
    {
        var picture = TestImages.HugePng(30_000, 30_000);
        Assert.InRange(picture.Length, 1, 2_000_000);
        await using var server = await LivecallerServer.StartAsync();
        var uploaded = await (await server.VisitorAsync()).UploadAsync("huge.png", picture);
        Assert.Equal(HttpStatusCode.Created, uploaded.Status);
        Assert.Equal((30_000, 30_000), (uploaded.Data.GetProperty("width").GetInt32(), uploaded.Data.GetProperty("height").GetInt32()));
        Assert.False(uploaded.Data.TryGetProperty("thumbnail_url", out _));
        Assert.Equal(picture, await LoadAsync(uploaded));
    }

    [Fact]
    public async Task How_many_pixels_are_decoded_can_be_set()
    {
        await using var server = await LivecallerServer.StartAsync(null, ("Livecaller:Limits:MaxThumbnailPixels", "200"));
        var visitor = await server.VisitorAsync();
        var within = await visitor.UploadAsync("a.png", TestImages.Encode(SKEncodedImageFormat.Png, 20, 10));
        Assert.True(within.Data.TryGetProperty("thumbnail_url", out _));
        var above = await visitor.UploadAsync("a.png", TestImages.Encode(SKEncodedImageFormat.Png, 20, 11));
        Assert.False(above.Data.TryGetProperty("thumbnail_url", out _));
        Assert.Equal(11, above.Data.GetProperty("height").GetInt32());
    }

    [Theory]
    [InlineData("a.png", SKEncodedImageFormat.Png)]
    [InlineData("a.jpg", SKEncodedImageFormat.Jpeg)]
    [InlineData("a.webp", SKEncodedImageFormat.Webp)]
    public async Task A_picture_that_breaks_off_anywhere_is_taken_and_has_no_thumbnail(string name, SKEncodedImageFormat format)
    {
        var picture = TestImages.Encode(format, 300, 200);
        await using var server = await LivecallerServer.StartAsync(null, ("Livecaller:Limits:UploadsPerMinute", "1000"));
        var visitor = await server.VisitorAsync();
        foreach (var length in (int[])[16, 20, 31, 40, picture.Length / 3, picture.Length / 2])
        {
            var uploaded = await visitor.UploadAsync(name, picture[..length]);
            Assert.Equal(HttpStatusCode.Created, uploaded.Status);
            Assert.False(uploaded.Data.TryGetProperty("thumbnail_url", out _), $"{length}");
            Assert.Equal(picture[..length], await LoadAsync(uploaded));
        }
    }

    [Fact]
    public async Task Rubbish_behind_a_picture_s_mark_is_a_file_without_a_size()
    {
        await using var server = await LivecallerServer.StartAsync(null, ("Livecaller:Limits:UploadsPerMinute", "1000"));
        var visitor = await server.VisitorAsync();
        var random = new Random(11);
        foreach (var (name, mark) in ((string, byte[])[])[
            ("a.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), ("a.jpg", [0xFF, 0xD8, 0xFF]), ("a.gif", "GIF89a"u8.ToArray()), ("a.webp", "RIFF\xFF\xFF\xFF\xFFWEBP"u8.ToArray())])
        {
            for (var round = 0; round < 5; round++)
            {
                var rubbish = new byte[random.Next(1, 3000)];
                random.NextBytes(rubbish);
                var uploaded = await visitor.UploadAsync(name, [.. mark, .. rubbish]);
                // Bytes that are no mark of WebP after all are refused; the rest is taken.
                Assert.Contains(uploaded.Status, (HttpStatusCode[])[HttpStatusCode.Created, HttpStatusCode.UnsupportedMediaType]);
                if (uploaded.Status == HttpStatusCode.Created) Assert.False(uploaded.Data.TryGetProperty("thumbnail_url", out _));
            }
        }
    }

    [Fact]
    public async Task What_is_no_picture_and_what_can_carry_a_script_is_refused_as_one_and_the_reason_said()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"u8.ToArray();
        foreach (var (name, bytes) in ((string, byte[])[])[("a.png", "a text"u8.ToArray()), ("a.jpg", TestImages.Png()), ("a.png", svg), ("a.svg", svg)])
        {
            var refused = await visitor.UploadAsync(name, bytes);
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, refused.Status);
            Assert.Contains(name == "a.svg" ? "'svg'" : $"'{name}'", refused.Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
        Assert.Empty(Directory.GetFiles(Path.Combine(server.Directory, "attachments")));

        // As a text it is one, and is neither shown nor run.
        var text = await visitor.UploadAsync("a.txt", svg);
        using var anybody = new HttpClient();
        var served = await anybody.GetAsync(text.Data.GetProperty("url").GetString(), _ct);
        Assert.Equal("text/plain", served.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", served.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("nosniff", served.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", served.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    private async Task<byte[]> LoadAsync(Answer uploaded)
    {
        using var anybody = new HttpClient();
        return await anybody.GetByteArrayAsync(uploaded.Data.GetProperty("url").GetString(), _ct);
    }
}
