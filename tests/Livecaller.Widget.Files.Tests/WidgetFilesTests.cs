using System.Text.RegularExpressions;

namespace Livecaller.Widget.Files.Tests;

/// <summary>The files of this build, as browsers get them from a server.</summary>
public sealed partial class WidgetFilesTests
{
    private const int MaxLoaderBytes = 8 * 1024;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_loader_is_small_and_any_page_may_load_it()
    {
        await using var widget = await ServedWidget.StartAsync();
        using var answer = await widget.GetAsync("/livecaller.js", "gzip");
        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancelled);

        Assert.Equal("text/javascript; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("gzip", Assert.Single(answer.Content.Headers.ContentEncoding));
        Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal("cross-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.True(answer.Headers.CacheControl!.NoCache);
        Assert.InRange(bytes.Length, 1, MaxLoaderBytes);
    }

    [Fact]
    public async Task The_page_names_the_origins_that_may_embed_it_and_has_no_inline_style()
    {
        await using var widget = await ServedWidget.StartAsync();
        var page = await widget.Client.GetStringAsync("/widget/shop", Cancelled);

        Assert.Contains("<meta name=\"livecaller-origins\" content=\"https://shop.example http://127.0.0.1:", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<style", page, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_the_frame_starts_with_is_there_and_only_names_that_change_are_cached_for_ever()
    {
        await using var widget = await ServedWidget.StartAsync();
        var page = await widget.Client.GetStringAsync("/widget/shop", Cancelled);
        var runtime = await widget.Client.GetStringAsync("/widget/_framework/dotnet.js", Cancelled);
        var named = SourceOrSheet().Matches(page).Select(m => m.Groups[1].Value)
            .Concat(BootFile().Matches(runtime).Select(m => Place(m.Groups[1].Value))).Distinct().ToArray();

        Assert.Contains(named, n => n.EndsWith(".wasm", StringComparison.Ordinal));
        Assert.Contains("frame/frame.js", named);
        foreach (var path in named)
        {
            using var answer = await widget.GetAsync("/widget/" + path, "br");
            Assert.True(answer.IsSuccessStatusCode, path);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            if (path.EndsWith(".wasm", StringComparison.Ordinal)) Assert.Equal("application/wasm", answer.Content.Headers.ContentType!.MediaType);
            var isKept = answer.Headers.CacheControl!.ToString().Contains("immutable", StringComparison.Ordinal);
            Assert.Equal(Fingerprint().IsMatch(path), isKept);
        }
    }

    // A library's own start-up script lies beside the library's other files.
    private static string Place(string name) => name.StartsWith("_content/", StringComparison.Ordinal) ? name : "_framework/" + name;

    [GeneratedRegex("(?:src|href)=\"([^\"]+\\.(?:js|css))\"")]
    private static partial Regex SourceOrSheet();

    // The start-up configuration is part of the runtime's script.
    [GeneratedRegex("\"name\":\\s*\"([^\"]+\\.(?:wasm|js|dat))\"")]
    private static partial Regex BootFile();

    [GeneratedRegex(@"\.[a-z0-9]{10}\.")]
    private static partial Regex Fingerprint();
}
