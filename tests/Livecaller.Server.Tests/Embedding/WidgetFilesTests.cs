using System.IO.Compression;
using System.Net;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Embedding;

/// <summary>How the files of the chat for web pages are served, whatever they are.</summary>
public sealed class WidgetFilesTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    [InlineData("identity")]
    [InlineData("br;q=0, gzip;q=0")]
    public async Task Every_form_of_a_file_has_the_same_content_and_a_tag_of_its_own(string accepted)
    {
        await using var server = await LivecallerServer.StartAsync();
        using var plain = await GetAsync(server, "/widget/frame/bridge.js", "identity");
        using var answer = await GetAsync(server, "/widget/frame/bridge.js", accepted);
        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancelled);
        var encoding = answer.Content.Headers.ContentEncoding.SingleOrDefault();

        Assert.Equal(accepted is "br" or "gzip" ? accepted : null, encoding);
        Assert.Equal(await plain.Content.ReadAsByteArrayAsync(Cancelled), Unpack(bytes, encoding));
        Assert.Equal(encoding is null, plain.Headers.ETag!.Equals(answer.Headers.ETag));
        Assert.Equal("Accept-Encoding", Assert.Single(answer.Headers.Vary));

        using var again = await GetAsync(server, "/widget/frame/bridge.js", accepted, answer.Headers.ETag!.Tag);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task Unknown_paths_are_not_found()
    {
        await using var server = await LivecallerServer.StartAsync();
        foreach (var path in (string[])["/widget/", "/widget/frame.html", "/widget/livecaller.js", "/widget/_framework/none.js", "/widget/..%2flivecaller.js", "/widget/shop/"])
        {
            using var answer = await GetAsync(server, path, "br");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task An_app_without_the_files_says_which_package_brings_them()
    {
        await using var server = await LivecallerServer.StartWithoutWidgetFilesAsync();
        foreach (var path in (string[])["/livecaller.js", "/widget/shop"])
        {
            using var answer = await GetAsync(server, path, "br");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Contains("Livecaller.Widget.Files", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        }
    }

    private static async Task<HttpResponseMessage> GetAsync(LivecallerServer server, string path, string encoding, string? tag = null)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", encoding);
        if (tag is not null) request.Headers.Add("If-None-Match", tag);
        return await client.SendAsync(request, Cancelled);
    }

    private static byte[] Unpack(byte[] bytes, string? encoding)
    {
        using var source = new MemoryStream(bytes);
        using Stream plain = encoding switch
        {
            "br" => new BrotliStream(source, CompressionMode.Decompress),
            "gzip" => new GZipStream(source, CompressionMode.Decompress),
            _ => source,
        };
        using var result = new MemoryStream();
        plain.CopyTo(result);
        return result.ToArray();
    }
}
