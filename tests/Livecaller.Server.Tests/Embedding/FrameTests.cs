using System.Net;
using Livecaller.Protocol;
using Livecaller.Server.Operators;
using Livecaller.Server.Tests.Support;
using Livecaller.Server.Widgets;

namespace Livecaller.Server.Tests.Embedding;

/// <summary>The page in the frame: who may embed it, and what it may do.</summary>
public sealed class FrameTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_the_widgets_origins_may_embed_the_frame()
    {
        await using var server = await LivecallerServer.StartAsync();
        var own = server.Address.GetLeftPart(UriPartial.Authority);

        var (policy, html) = await ReadAsync(server);
        Assert.Equal($"https://shop.example {own}", policy["frame-ancestors"]);
        Assert.Contains($"<meta name=\"livecaller-origins\" content=\"https://shop.example {own}\">", html, StringComparison.Ordinal);

        await server.Get<IWidgetService>().UpdateAsync(OperatorCaller.Application, new("shop"), new WidgetRequest { AllowedOrigins = ["https://a.example:8443"] }, Cancelled);
        (policy, _) = await ReadAsync(server);
        Assert.Equal($"https://a.example:8443 {own}", policy["frame-ancestors"]);
    }

    [Fact]
    public async Task The_frame_runs_its_own_scripts_and_webassembly_and_nothing_else()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (policy, html) = await ReadAsync(server);

        Assert.Equal("'none'", policy["default-src"]);
        Assert.Equal("'self' 'wasm-unsafe-eval'", policy["script-src"]);
        Assert.Equal("'self'", policy["style-src"]);
        Assert.Equal("'self'", policy["base-uri"]);
        Assert.Equal("'none'", policy["object-src"]);
        Assert.Equal("'none'", policy["form-action"]);
        Assert.Contains($"ws://{server.Address.Authority}", policy["connect-src"], StringComparison.Ordinal);
        Assert.DoesNotContain("<style", html, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_on_another_address_may_be_shown()
    {
        await using var server = await LivecallerServer.StartAsync(null, ("Livecaller:PublicUrl", "http://files.example/chat"));
        var (policy, _) = await ReadAsync(server);

        Assert.EndsWith(" http://files.example", policy["img-src"], StringComparison.Ordinal);
        Assert.EndsWith(" http://files.example", policy["media-src"], StringComparison.Ordinal);
        Assert.EndsWith(" http://files.example", policy["connect-src"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_frame_tells_other_sites_nothing_and_is_asked_for_anew_each_time()
    {
        await using var server = await LivecallerServer.StartAsync();
        using var answer = await GetAsync(server, "shop");

        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.True(answer.Headers.CacheControl!.NoCache);
    }

    [Fact]
    public async Task The_frame_may_be_embedded_by_pages_that_isolate_themselves()
    {
        await using var server = await LivecallerServer.StartAsync();
        using var answer = await GetAsync(server, "shop");

        Assert.Equal("credentialless", Assert.Single(answer.Headers.GetValues("Cross-Origin-Embedder-Policy")));
        Assert.Equal("cross-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Resource-Policy")));
    }

    [Fact]
    public async Task A_widget_that_is_none_is_embedded_nowhere()
    {
        await using var server = await LivecallerServer.StartAsync();
        using var answer = await GetAsync(server, "none");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.EndsWith("frame-ancestors 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> GetAsync(LivecallerServer server, string widget)
    {
        using var client = new HttpClient { BaseAddress = server.Address };
        return await client.GetAsync("/widget/" + widget, Cancelled);
    }

    private static async Task<(Dictionary<string, string> Policy, string Html)> ReadAsync(LivecallerServer server)
    {
        using var answer = await GetAsync(server, "shop");
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy")).Split(';', StringSplitOptions.TrimEntries)
            .Select(d => d.Split(' ', 2)).ToDictionary(d => d[0], d => d[1]);
        return (policy, await answer.Content.ReadAsStringAsync(Cancelled));
    }
}
