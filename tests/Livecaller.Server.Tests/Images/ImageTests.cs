using System.Net;
using System.Text;
using System.Text.Json;
using Livecaller.Server.Tests.Support;
using SkiaSharp;

namespace Livecaller.Server.Tests.Images;

public sealed class ImageTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    public static TheoryData<string, byte[]> Kinds => new()
    {
        { "a.jpg", TestImages.Jpeg() },
        { "a.png", TestImages.Png() },
        { "a.webp", TestImages.Webp() },
        { "a.gif", TestImages.Gif() },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Where_a_picture_was_taken_is_neither_in_it_nor_in_its_thumbnail(string name, byte[] picture)
    {
        Assert.True(Tells(picture));
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var byForm = (await visitor.UploadAsync(name, picture)).Data;
        var tus = new TusClient(visitor);
        var location = await tus.BeginAsync(name, picture.Length);
        await tus.PatchAsync(location, 0, picture[..100]);
        var last = await tus.PatchAsync(location, 100, picture[100..]);
        Assert.Equal(picture.Length, last.Offset());
        var byTus = (await tus.GetAsync(location)).Data;
        Assert.Equal(picture.Length, (await tus.HeadAsync(location)).Offset());

        foreach (var uploaded in (JsonElement[])[byForm, byTus])
        {
            var served = await LoadAsync(uploaded, "url");
            Assert.False(Tells(served));
            Assert.Equal(TestImages.PixelsOf(picture), TestImages.PixelsOf(served));
            Assert.Equal(picture.Length, uploaded.GetProperty("size").GetInt64());
            var thumbnail = await LoadAsync(uploaded, "thumbnail_url");
            Assert.False(Tells(thumbnail));
            Assert.Equal(-1, thumbnail.AsSpan().IndexOf("EXIF"u8));
        }
        Assert.All(TestFiles.Names(server.Directory), name => Assert.False(Tells(TestFiles.Read(server.Directory, name))));
    }

    [Fact]
    public async Task What_a_picture_needs_to_look_as_it_does_stays()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var gif = await LoadAsync((await visitor.UploadAsync("a.gif", TestImages.Gif())).Data, "url");
        Assert.Contains("NETSCAPE2.0", Encoding.Latin1.GetString(gif), StringComparison.Ordinal);
        var plain = TestImages.Encode(SKEncodedImageFormat.Png, 30, 20);
        Assert.Equal(plain, await LoadAsync((await visitor.UploadAsync("a.png", plain)).Data, "url"));
        var jpeg = TestImages.Encode(SKEncodedImageFormat.Jpeg, 30, 20);
        Assert.Equal(jpeg, await LoadAsync((await visitor.UploadAsync("a.jpg", jpeg)).Data, "url"));
    }

    // What stands in the upper corners: EXIF names where the stored picture's first row and first column are seen.
    [Theory]
    [InlineData(1, "TL", "TR")]
    [InlineData(2, "TR", "TL")]
    [InlineData(3, "BR", "BL")]
    [InlineData(4, "BL", "BR")]
    [InlineData(5, "TL", "BL")]
    [InlineData(6, "BL", "TL")]
    [InlineData(7, "BR", "TR")]
    [InlineData(8, "TR", "BR")]
    public async Task A_picture_is_seen_the_way_up_that_it_was_taken(int orientation, string left, string right)
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        foreach (var (name, picture) in ((string, byte[])[])[
            ("a.jpg", TestImages.Jpeg(80, 40, orientation)), ("a.webp", TestImages.Webp(80, 40, orientation)), ("a.png", TestImages.Png(80, 40, orientation))])
        {
            var uploaded = (await visitor.UploadAsync(name, picture)).Data;
            var (width, height) = orientation >= 5 ? (40, 80) : (80, 40);
            Assert.Equal((width, height), (uploaded.GetProperty("width").GetInt32(), uploaded.GetProperty("height").GetInt32()));
            using var thumbnail = SKBitmap.Decode(await LoadAsync(uploaded, "thumbnail_url"));
            Assert.Equal((width, height), (thumbnail.Width, thumbnail.Height));
            Assert.Equal((left, right), (Corner(thumbnail.GetPixel(width / 4, height / 4)), Corner(thumbnail.GetPixel(width * 3 / 4, height / 4))));
            // The browser turns the picture itself by what is left of its EXIF.
            using var codec = SKCodec.Create(new MemoryStream(await LoadAsync(uploaded, "url")));
            if (name != "a.png") Assert.Equal(orientation, (int)codec.EncodedOrigin);
        }
    }

    [Theory]
    [InlineData("a.png", SKEncodedImageFormat.Png)]
    [InlineData("a.jpg", SKEncodedImageFormat.Jpeg)]
    [InlineData("a.webp", SKEncodedImageFormat.Webp)]
    public async Task A_large_picture_has_a_small_one_of_the_same_shape(string name, SKEncodedImageFormat format)
    {
        await using var server = await LivecallerServer.StartAsync();
        var uploaded = (await (await server.VisitorAsync()).UploadAsync(name, TestImages.Encode(format, 2000, 1000))).Data;
        Assert.Equal((2000, 1000), (uploaded.GetProperty("width").GetInt32(), uploaded.GetProperty("height").GetInt32()));
        using var thumbnail = SKBitmap.Decode(await LoadAsync(uploaded, "thumbnail_url"));
        Assert.Equal((640, 320), (thumbnail.Width, thumbnail.Height));
        Assert.Equal("TL", Corner(thumbnail.GetPixel(100, 100)));
        Assert.Equal("TR", Corner(thumbnail.GetPixel(540, 100)));
        Assert.Equal("BL", Corner(thumbnail.GetPixel(100, 220)));
        Assert.Equal("BR", Corner(thumbnail.GetPixel(540, 220)));
    }

    [Fact]
    public async Task A_thumbnail_has_a_link_of_its_own_that_a_message_renews()
    {
        await using var server = await LivecallerServer.StartAsync();
        using var anybody = new HttpClient();
        var visitor = await server.VisitorAsync();
        var uploaded = (await visitor.UploadAsync("a.png", TestImages.Png())).Data;
        var thumbnail = new Uri(uploaded.GetProperty("thumbnail_url").GetString()!);
        var file = new Uri(uploaded.GetProperty("url").GetString()!);
        foreach (var forged in (string[])[thumbnail.GetLeftPart(UriPartial.Path), thumbnail.GetLeftPart(UriPartial.Path) + file.Query, file.GetLeftPart(UriPartial.Path) + thumbnail.Query])
            Assert.Equal(HttpStatusCode.Forbidden, (await Answer.ReadAsync(await anybody.GetAsync(forged, _ct))).Status);
        var answer = await anybody.GetAsync(thumbnail, _ct);
        Assert.Equal("image/webp", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);

        var path = $"/conversations/{await visitor.StartAsync()}/messages";
        await visitor.PostAsync(path, new { id = Caller.NewId(), attachments = new[] { uploaded.GetProperty("id").GetString() } });
        var sent = (await visitor.GetAsync(path)).Data.EnumerateArray().Last().GetProperty("attachments")[0];
        Assert.Equal(HttpStatusCode.OK, (await anybody.GetAsync(sent.GetProperty("thumbnail_url").GetString(), _ct)).StatusCode);
        Assert.Equal(80, sent.GetProperty("width").GetInt32());
    }

    private static bool Tells(byte[] file) =>
        file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(TestImages.Secret)) >= 0
        // The tag of the directory with the position, and the position itself.
        || file.AsSpan().IndexOf((byte[])[0x25, 0x88, 4, 0]) >= 0 || file.AsSpan().IndexOf((byte[])[52, 0, 0, 0, 1, 0, 0, 0, 30]) >= 0;

    private async Task<byte[]> LoadAsync(JsonElement attachment, string link)
    {
        using var anybody = new HttpClient();
        return await anybody.GetByteArrayAsync(attachment.GetProperty(link).GetString(), _ct);
    }

    private static string Corner(SKColor colour) => (colour.Red > 128, colour.Green > 128, colour.Blue > 128) switch
    {
        (true, false, false) => "TL",
        (false, true, false) => "TR",
        (false, false, true) => "BL",
        (true, true, true) => "BR",
        _ => colour.ToString(),
    };
}
