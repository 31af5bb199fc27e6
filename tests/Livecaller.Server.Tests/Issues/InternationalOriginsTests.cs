using System.Net;
using System.Text;
using Livecaller.Protocol;
using Livecaller.Server.Operators;
using Livecaller.Server.Storage;
using Livecaller.Server.Tests.Support;
using Livecaller.Server.Widgets;
using Microsoft.EntityFrameworkCore;

namespace Livecaller.Server.Tests.Issues;

/// <summary>An origin with letters beyond ASCII answered 403 to browsers, which send punycode, and made the frame a 500 for every site of its widget.</summary>
public sealed class InternationalOriginsTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://müller.example", "https://xn--mller-kva.example")]
    [InlineData("https://MÜLLER.Example/", "https://xn--mller-kva.example")]
    [InlineData("https://mu\u0308ller.example", "https://xn--mller-kva.example")]
    [InlineData("https://xn--mller-kva.example", "https://xn--mller-kva.example")]
    [InlineData("https://straße.example", "https://xn--strae-oqa.example")]
    [InlineData("https://пример.рф", "https://xn--e1afmkfd.xn--p1ai")]
    [InlineData("https://例え.テスト", "https://xn--r8jz45g.xn--zckzah")]
    [InlineData("https://例え。テスト", "https://xn--r8jz45g.xn--zckzah")]
    [InlineData("https://ｓｈｏｐ.example", "https://shop.example")]
    [InlineData("HTTPS://Shop.Example:443", "https://shop.example")]
    [InlineData("http://shop.example:80/", "http://shop.example")]
    [InlineData("https://shop.example:80", "https://shop.example:80")]
    [InlineData("https://shop.example.", "https://shop.example")]
    [InlineData("https://shop.example.:8443/", "https://shop.example:8443")]
    [InlineData("\u200e https://shop.example\u200b\ufeff\n", "https://shop.example")]
    [InlineData("http://127.0.0.1:5000", "http://127.0.0.1:5000")]
    [InlineData("http://[::1]:5000", "http://[::1]:5000")]
    [InlineData("http://[0:0:0:0:0:0:0:1]:5000", "http://[::1]:5000")]
    public void An_origin_has_one_form(string given, string expected) => Assert.Equal(expected, Origins.Normalize(given));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("shop.example")]
    [InlineData("https://*.shop.example")]
    [InlineData("https://shop.example/en")]
    [InlineData("https://shop.example/?a")]
    [InlineData("https://shop.example/#a")]
    [InlineData("https://me@shop.example")]
    [InlineData("ftp://shop.example")]
    [InlineData("https://.")]
    public void What_is_not_an_origin_has_none(string given) => Assert.Null(Origins.Normalize(given));

    [Theory]
    [InlineData('\\')]
    [InlineData('/')]
    public void Network_path_that_the_framework_cannot_parse_has_none(char separator) =>
        Assert.Null(Origins.Normalize(new string(separator, 13) + "\u202E" + new string(separator, 140)));

    [Theory]
    [InlineData("https://müller.example")]
    [InlineData("HTTPS://MÜLLER.EXAMPLE:443/")]
    [InlineData("https://müller.example.")]
    public async Task A_browser_of_the_site_is_let_in_however_the_origin_was_written(string configured)
    {
        await using var server = await LivecallerServer.StartAsync();
        var changed = await server.Get<IWidgetService>().UpdateAsync(OperatorCaller.Application, new("shop"), new WidgetRequest { AllowedOrigins = [configured] }, Cancelled);
        Assert.Equal(["https://xn--mller-kva.example"], changed.Value!.AllowedOrigins);

        await AssertLetsInAsync(server, "https://xn--mller-kva.example");
    }

    [Theory]
    [InlineData("https://müller.example")]
    [InlineData("https://XN--MLLER-KVA.example/")]
    [InlineData("https://müller.example.:443")]
    public async Task A_row_that_was_stored_before_is_understood(string stored)
    {
        await using var server = await LivecallerServer.StartAsync();
        await using (var db = await server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(Cancelled))
        {
            (await db.Widgets.SingleAsync(Cancelled)).AllowedOrigins = [stored, "no origin\r\nX: y", "https://shop.example"];
            await db.SaveChangesAsync(Cancelled);
        }

        await AssertLetsInAsync(server, "https://xn--mller-kva.example");
        await AssertLetsInAsync(server, "https://shop.example");
    }

    [Fact]
    public async Task The_seed_takes_international_origins()
    {
        var directory = Directory.CreateTempSubdirectory("livecaller-origins").FullName;
        await using (var server = await LivecallerServer.StartAsync(directory, ("Livecaller:Seed:AllowedOrigins", "https://müller.example., HTTPS://Shop.example:443")))
            Assert.Equal(["https://xn--mller-kva.example", "https://shop.example"], (await server.Get<IWidgetService>().ListAsync(OperatorCaller.Application, Cancelled)).Value![0].AllowedOrigins);
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task An_origin_that_is_sent_with_a_trailing_dot_or_beyond_ascii_is_answered()
    {
        await using var server = await LivecallerServer.StartAsync();
        await server.Get<IWidgetService>().UpdateAsync(OperatorCaller.Application, new("shop"), new WidgetRequest { AllowedOrigins = ["https://müller.example", "https://shop.example"] }, Cancelled);

        Assert.Equal((HttpStatusCode.OK, "https://shop.example."), await AskAsync(server, HttpMethod.Get, "https://shop.example."));
        Assert.Equal((HttpStatusCode.OK, "https://xn--mller-kva.example"), await AskAsync(server, HttpMethod.Get, "https://müller.example"));
        Assert.Equal(HttpStatusCode.Forbidden, (await AskAsync(server, HttpMethod.Get, "https://muller.example")).Status);
    }

    private static async Task AssertLetsInAsync(LivecallerServer server, string origin)
    {
        Assert.Equal((HttpStatusCode.OK, origin), await AskAsync(server, HttpMethod.Get, origin));
        Assert.Equal((HttpStatusCode.NoContent, origin), await AskAsync(server, HttpMethod.Options, origin));
        using var client = server.NewClient();
        using var frame = await client.GetAsync("/widget/shop", Cancelled);
        Assert.Equal(HttpStatusCode.OK, frame.StatusCode);
        var ancestors = Assert.Single(frame.Headers.GetValues("Content-Security-Policy")).Split("frame-ancestors ")[1].Split(' ');
        Assert.Contains(origin, ancestors);
        Assert.All(ancestors, static ancestor => Assert.True(Ascii.IsValid(ancestor)));
    }

    private static async Task<(HttpStatusCode Status, string? Origin)> AskAsync(LivecallerServer server, HttpMethod method, string origin)
    {
        using var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8 };
        using var client = new HttpClient(handler) { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(method, "/v1/widget");
        if (method == HttpMethod.Get) request.Headers.Add("X-LC-Widget", "shop");
        else request.Headers.Add("Access-Control-Request-Method", "POST");
        Assert.True(request.Headers.TryAddWithoutValidation("Origin", origin));
        using var answer = await client.SendAsync(request, Cancelled);
        return (answer.StatusCode, answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.Single() : null);
    }
}
