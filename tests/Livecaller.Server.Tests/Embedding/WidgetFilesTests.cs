using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using Livecaller.Server.Embedding;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Embedding;

/// <summary>The loader and the frame's files, as browsers get them.</summary>
public sealed partial class WidgetFilesTests
{
    private const int MaxLoaderBytes = 6 * 1024;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_loader_is_small_and_any_page_may_load_it()
    {
        await using var server = await LivecallerServer.StartAsync();
        using var answer = await GetAsync(server, "/livecaller.js", "gzip");
        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancelled);

        Assert.Equal("text/javascript; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("gzip", Assert.Single(answer.Content.Headers.ContentEncoding));
        Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal("cross-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.True(answer.Headers.CacheControl!.NoCache);
        Assert.InRange(bytes.Length, 1, MaxLoaderBytes);
    }

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
    public async Task All_that_the_frame_starts_with_is_there_and_only_names_that_change_are_kept_for_ever()
    {
        await using var server = await LivecallerServer.StartAsync();
        var files = server.Get<WidgetFiles>();
        var page = System.Text.Encoding.UTF8.GetString(files.Find("frame.html")!.Plain);
        var runtime = System.Text.Encoding.UTF8.GetString(files.Find("_framework/dotnet.js")!.Plain);
        var named = SourceOrSheet().Matches(page).Select(m => m.Groups[1].Value)
            .Concat(BootFile().Matches(runtime).Select(m => Place(m.Groups[1].Value))).Distinct().ToArray();

        Assert.Contains(named, n => n.EndsWith(".wasm", StringComparison.Ordinal));
        Assert.Contains("frame/frame.js", named);
        foreach (var path in named)
        {
            using var answer = await GetAsync(server, "/widget/" + path, "br");
            Assert.True(answer.IsSuccessStatusCode, path);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            if (path.EndsWith(".wasm", StringComparison.Ordinal)) Assert.Equal("application/wasm", answer.Content.Headers.ContentType!.MediaType);
            var isKept = answer.Headers.CacheControl!.ToString().Contains("immutable", StringComparison.Ordinal);
            Assert.Equal(Fingerprint().IsMatch(path), isKept);
        }
    }

    [Fact]
    public async Task What_is_no_file_is_not_found()
    {
        await using var server = await LivecallerServer.StartAsync();
        foreach (var path in (string[])["/widget/", "/widget/frame.html", "/widget/livecaller.js", "/widget/_framework/none.js", "/widget/..%2flivecaller.js", "/widget/shop/"])
        {
            using var answer = await GetAsync(server, path, "br");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    // A library's own start-up script lies beside the library's other files.
    private static string Place(string name) => name.StartsWith("_content/", StringComparison.Ordinal) ? name : "_framework/" + name;

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

    [GeneratedRegex("(?:src|href)=\"([^\"]+\\.(?:js|css))\"")]
    private static partial Regex SourceOrSheet();

    // The start-up configuration is part of the runtime's script.
    [GeneratedRegex("\"name\":\\s*\"([^\"]+\\.(?:wasm|js|dat))\"")]
    private static partial Regex BootFile();

    [GeneratedRegex(@"\.[a-z0-9]{10}\.")]
    private static partial Regex Fingerprint();
}
