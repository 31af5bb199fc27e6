using System.Net;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Uploads;

public sealed class UploadCorsTests
{
    private const string Shop = "https://shop.example";

    [Fact]
    public async Task A_page_of_the_widgets_origins_may_send_and_see_all_headers_of_an_upload()
    {
        await using var server = await LivecallerServer.StartAsync();
        var tus = new TusClient(await server.VisitorAsync());
        var location = await tus.BeginAsync("a.txt", 10);
        foreach (var path in (string[])[TusClient.Root, location])
        {
            var preflight = await tus.SendAsync(HttpMethod.Options, path, null,
                ("Origin", Shop), ("Access-Control-Request-Method", "PATCH"), ("Tus-Resumable", null));
            Assert.Equal(HttpStatusCode.NoContent, preflight.Status);
            AssertLists(preflight.Header("Access-Control-Allow-Methods"), "GET", "HEAD", "POST", "PATCH", "DELETE");
            AssertLists(preflight.Header("Access-Control-Allow-Headers"), "Authorization", "Content-Type", "X-LC-Widget",
                "Tus-Resumable", "Upload-Length", "Upload-Offset", "Upload-Metadata", "Upload-Checksum", "Upload-Defer-Length", "X-HTTP-Method-Override");
        }
        var head = await tus.SendAsync(HttpMethod.Head, location, null, ("Origin", Shop));
        Assert.Equal(Shop, head.Header("Access-Control-Allow-Origin"));
        AssertLists(head.Header("Access-Control-Expose-Headers"), "Location", "Retry-After", "Upload-Offset", "Upload-Length", "Upload-Metadata",
            "Upload-Expires", "Tus-Resumable", "Tus-Version", "Tus-Extension", "Tus-Max-Size", "Tus-Checksum-Algorithm");
    }

    [Fact]
    public async Task A_page_of_another_origin_may_not()
    {
        await using var server = await LivecallerServer.StartAsync();
        var tus = new TusClient(await server.VisitorAsync());
        var location = await tus.BeginAsync("a.txt", 10);
        foreach (var method in (HttpMethod[])[HttpMethod.Options, HttpMethod.Head, HttpMethod.Patch, HttpMethod.Delete, HttpMethod.Get])
        {
            var refused = await tus.SendAsync(method, location, null, ("Origin", "https://evil.example"));
            Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
            Assert.Null(refused.Header("Access-Control-Allow-Origin"));
        }
        Assert.Equal(HttpStatusCode.Forbidden,
            (await tus.SendAsync(HttpMethod.Options, TusClient.Root, null, ("Origin", "https://evil.example"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await tus.HeadAsync(location)).Status);
    }

    private static void AssertLists(string? header, params string[] names) =>
        Assert.Empty(names.Except(header!.Split(',', StringSplitOptions.TrimEntries)));
}
