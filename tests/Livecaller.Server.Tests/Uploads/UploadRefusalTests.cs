using System.Net;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Uploads;

public sealed class UploadRefusalTests
{
    [Fact]
    public async Task Bytes_that_contradict_the_name_end_the_upload_with_the_first_of_them()
    {
        await using var server = await LivecallerServer.StartAsync();
        var tus = new TusClient(await server.VisitorAsync());
        var location = await tus.BeginAsync("a.png", 5000);
        Assert.Equal(HttpStatusCode.NoContent, (await tus.PatchAsync(location, 0, "MZ"u8.ToArray())).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await tus.PatchAsync(location, 2, new byte[100])).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await tus.HeadAsync(location)).Status);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await tus.CreateAsync("a.png", 2, "MZ"u8.ToArray())).Status);
        var late = await tus.BeginAsync("a.txt", 200);
        Assert.Equal(HttpStatusCode.NoContent, (await tus.PatchAsync(late, 0, [.. Enumerable.Repeat((byte)'x', 100)])).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await tus.PatchAsync(late, 100, new byte[100])).Status);
        Assert.Empty(TestFiles.Names(server.Directory));
    }

    [Fact]
    public async Task More_bytes_than_were_announced_are_not_taken()
    {
        await using var server = await LivecallerServer.StartAsync();
        var tus = new TusClient(await server.VisitorAsync());
        var location = await tus.BeginAsync("a.txt", 10);
        await tus.PatchAsync(location, 0, "01234"u8.ToArray());
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await tus.PatchAsync(location, 5, "567890"u8.ToArray())).Status);
        // Without a length of its own, so that it shows only while the bytes come.
        using var chunked = TusClient.Chunk(new StreamContent(new MemoryStream("567890"u8.ToArray())));
        chunked.Headers.ContentLength = null;
        using var request = new HttpRequestMessage(HttpMethod.Patch, location);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge,
            (await tus.PatchAsync(location, 5, chunked, ("Transfer-Encoding", "chunked"))).Status);
        Assert.Equal(5, (await tus.HeadAsync(location)).Offset());
    }

    [Fact]
    public async Task Nobody_else_can_see_or_touch_an_upload()
    {
        await using var server = await LivecallerServer.StartAsync();
        var owner = new TusClient(await server.VisitorAsync());
        var location = await owner.BeginAsync("a.txt", 10);
        var stranger = new TusClient(await server.VisitorAsync());
        foreach (var path in (string[])[location, TusClient.Root + "/" + Caller.NewId(), TusClient.Root + "/..%2f..%2flivecaller.db"])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.HeadAsync(path)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.PatchAsync(path, 0, "x"u8.ToArray())).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.DeleteAsync(path)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(path)).Status);
        }
        using var nobody = server.NewClient();
        Assert.Equal(HttpStatusCode.Unauthorized, (await new TusClient(new Caller(nobody, "", "", "")).HeadAsync(location)).Status);
        Assert.Equal(0, (await owner.HeadAsync(location)).Offset());
    }

    [Fact]
    public async Task Creations_count_as_uploads_and_their_parts_do_not()
    {
        await using var server = await LivecallerServer.StartAsync(null, ("Livecaller:Limits:UploadsPerMinute", "2"));
        var tus = new TusClient(await server.VisitorAsync());
        var location = await tus.BeginAsync("a.txt", 10);
        for (var i = 0; i < 10; i++) Assert.Equal(HttpStatusCode.NoContent, (await tus.PatchAsync(location, i, "x"u8.ToArray())).Status);
        Assert.Equal(HttpStatusCode.Created, (await tus.CreateAsync("a.txt", 10)).Status);
        var refused = await tus.CreateAsync("a.txt", 10);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.NotNull(refused.Header("Retry-After"));
    }

    [Fact]
    public async Task A_visitor_has_only_so_many_unfinished_uploads()
    {
        await using var server = await LivecallerServer.StartAsync(null, ("Livecaller:Limits:MaxUnfinishedUploads", "2"));
        var tus = new TusClient(await server.VisitorAsync());
        var first = await tus.BeginAsync("a.txt", 1);
        var second = await tus.BeginAsync("a.txt", 1);
        var refused = await tus.CreateAsync("a.txt", 1);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.NotNull(refused.Header("Retry-After"));
        Assert.Equal(HttpStatusCode.Created, (await new TusClient(await server.VisitorAsync()).CreateAsync("a.txt", 1)).Status);
        await tus.PatchAsync(first, 0, "x"u8.ToArray());
        await tus.BeginAsync("a.txt", 1);
        await tus.DeleteAsync(second);
        await tus.BeginAsync("a.txt", 1);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await tus.CreateAsync("a.txt", 1)).Status);
    }
}
