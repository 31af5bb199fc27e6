using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Livecaller.Server.Images;
using Livecaller.Server.S3.Tests.Support;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.S3.Tests.Storage;

public sealed class S3UploadTests
{
    private const int Length = 18_000_000;
    private static readonly byte[] Text = [.. Enumerable.Range(0, Length).Select(i => (byte)('a' + (i / 1000 % 26)))];
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_large_upload_goes_on_at_another_server_as_one_multipart_upload()
    {
        var first = await S3Node.StartAsync();
        var visitor = await first.Livecaller.VisitorAsync();
        var location = await new TusClient(visitor).BeginAsync("a.txt", Length);
        var offset = 0;
        foreach (var size in (int[])[3_000, 9_000_000, 20_000, 400])
        {
            Assert.Equal(offset + size, (await new TusClient(visitor).PatchAsync(location, offset, Text[offset..(offset + size)])).Offset());
            offset += size;
        }

        await using var second = await first.RestartAsync();
        var tus = new TusClient(new Caller(second.Livecaller.NewClient(visitor.Token), "/v1/widget", visitor.Id, ""));
        Assert.Equal(offset, (await tus.HeadAsync(location)).Offset());
        Assert.Single(second.S3.Unfinished);
        Assert.Equal(HttpStatusCode.NoContent, (await tus.PatchAsync(location, offset, Text[offset..])).Status);

        Assert.Empty(second.S3.Unfinished);
        Assert.Equal(Text, second.S3.Content(second.Names.Single()));
        using var anybody = new HttpClient();
        Assert.Equal(Text, await anybody.GetByteArrayAsync((await tus.GetAsync(location)).Data.GetProperty("url").GetString(), _ct));
    }

    [Fact]
    public async Task A_large_upload_that_is_given_up_leaves_nothing()
    {
        await using var node = await S3Node.StartAsync();
        var tus = new TusClient(await node.Livecaller.VisitorAsync());
        var location = await tus.BeginAsync("a.txt", Length);
        await tus.PatchAsync(location, 0, Text[..9_000_000]);
        Assert.Single(node.S3.Unfinished);
        Assert.Equal(HttpStatusCode.NoContent, (await tus.DeleteAsync(location)).Status);
        Assert.Empty(node.S3.Unfinished);
        Assert.Empty(node.Names);
    }

    [Fact]
    public async Task A_part_that_S3_refused_is_sent_again()
    {
        await using var node = await S3Node.StartAsync();
        var tus = new TusClient(await node.Livecaller.VisitorAsync());
        var location = await tus.BeginAsync("a.txt", Length);
        await tus.PatchAsync(location, 0, Text[..9_000_000]);
        foreach (var method in (string[])["PUT", "POST"])
        {
            node.S3.Fault = request => request.Method == method ? new S3Fault(503) : null;
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await tus.PatchAsync(location, (await tus.HeadAsync(location)).Offset(), Text[(int)(await tus.HeadAsync(location)).Offset()..])).Status);
            node.S3.Fault = null;
        }

        var offset = (await tus.HeadAsync(location)).Offset();
        await tus.PatchAsync(location, offset, Text[(int)offset..]);
        Assert.Equal(HttpStatusCode.OK, (await tus.GetAsync(location)).Status);
        Assert.Equal(Text, node.S3.Content(node.Names.Single()));
    }

    [Fact]
    public async Task A_large_image_has_no_metadata_when_its_parts_have_become_one_object()
    {
        await using var node = await S3Node.StartAsync();
        var tus = new TusClient(await node.Livecaller.VisitorAsync());
        var png = PngWithComment(10_000_000);
        var location = await tus.BeginAsync("a.png", png.Length);
        await tus.PatchAsync(location, 0, png[..9_000_000]);
        Assert.Equal(HttpStatusCode.NoContent, (await tus.PatchAsync(location, 9_000_000, png[9_000_000..])).Status);

        var answer = await tus.GetAsync(location);
        Assert.Equal((80, 40), (answer.Data.GetProperty("width").GetInt32(), answer.Data.GetProperty("height").GetInt32()));
        Assert.Equal(2, node.Names.Count());
        var stored = node.S3.Content(node.Names.First());
        Assert.Equal(png.Length, stored.Length);
        Assert.Equal(-1, stored.AsSpan().IndexOf("where I live"u8));
    }

    [Theory]
    [InlineData(5L, 9L, "bytes=5-9", "bytes 5-9/26")]
    [InlineData(20L, null, "bytes=20-25", "bytes 20-25/26")]
    [InlineData(null, 4L, "bytes=22-25", "bytes 22-25/26")]
    public async Task A_range_is_passed_on_to_S3(long? from, long? to, string asked, string answered)
    {
        await using var node = await S3Node.StartAsync();
        var url = (await (await node.Livecaller.VisitorAsync()).UploadAsync("a.txt", "abcdefghijklmnopqrstuvwxyz"u8.ToArray())).Data.GetProperty("url").GetString();
        string? range = null;
        node.S3.Fault = request =>
        {
            if (request.Headers.Range.Count > 0) range = request.Headers.Range;
            return null;
        };
        using var anybody = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Range = new RangeHeaderValue(from, to);
        var answer = await anybody.SendAsync(request, _ct);
        Assert.Equal((HttpStatusCode.PartialContent, answered), (answer.StatusCode, answer.Content.Headers.ContentRange!.ToString()));
        Assert.Equal(asked, range);
        var part = RangeHeaderValue.Parse(asked).Ranges.Single();
        Assert.Equal("abcdefghijklmnopqrstuvwxyz"[(int)part.From!..((int)part.To! + 1)], await answer.Content.ReadAsStringAsync(_ct));
    }

    [Fact]
    public async Task A_file_that_a_browser_has_is_not_sent_again_and_a_range_behind_the_end_is_refused()
    {
        await using var node = await S3Node.StartAsync();
        var url = (await (await node.Livecaller.VisitorAsync()).UploadAsync("a.txt", "abc"u8.ToArray())).Data.GetProperty("url").GetString();
        using var anybody = new HttpClient();
        var tag = (await anybody.GetAsync(url, _ct)).Headers.ETag!;
        using var again = new HttpRequestMessage(HttpMethod.Get, url);
        again.Headers.IfNoneMatch.Add(tag);
        Assert.Equal(HttpStatusCode.NotModified, (await anybody.SendAsync(again, _ct)).StatusCode);
        using var behind = new HttpRequestMessage(HttpMethod.Get, url);
        behind.Headers.Range = new RangeHeaderValue(3, null);
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, (await anybody.SendAsync(behind, _ct)).StatusCode);
    }

    // After the header of the image, a comment as the programs of cameras write it.
    private static byte[] PngWithComment(int length)
    {
        var png = TestImages.Encode(SkiaSharp.SKEncodedImageFormat.Png, 80, 40);
        var comment = Encoding.ASCII.GetBytes("tEXtComment\0where I live" + new string(' ', length));
        var chunk = new byte[comment.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, comment.Length - 4);
        comment.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc32.End(Crc32.Add(Crc32.Start, comment)));
        return [.. png[..33], .. chunk, .. png[33..]];
    }
}
