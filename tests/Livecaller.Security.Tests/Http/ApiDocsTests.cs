using System.Net;
using Livecaller.Security.Tests.Support;

namespace Livecaller.Security.Tests.Http;

/// <summary>The page that describes the API has the dashboard's origin, and is not needed by visitors.</summary>
public sealed class ApiDocsTests
{
    private static readonly string[] Addresses = ["/docs/", "/docs/scalar.js", "/openapi/livecaller.json"];

    [Fact]
    public async Task The_page_can_run_its_own_scripts_only_and_be_framed_by_nobody()
    {
        await using var server = await DashboardServer.StartAsync();

        var answer = await GetAsync(server, "/docs/");

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'; script-src 'self' 'sha256-", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-inline", policy.Split("style-src")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_beside_the_page_can_do_nothing_when_it_is_opened()
    {
        await using var server = await DashboardServer.StartAsync();

        foreach (var address in Addresses)
        {
            var answer = await GetAsync(server, address);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.StartsWith("default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
        }
    }

    [Fact]
    public async Task Switched_off_it_does_not_exist()
    {
        await using var server = await DashboardServer.StartAsync(("Livecaller:Docs", "off"));

        foreach (var address in Addresses) Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(server, address)).StatusCode);
    }

    [Fact]
    public async Task Limited_to_operators_it_asks_for_their_sign_in()
    {
        await using var server = await DashboardServer.StartAsync(("Livecaller:Docs", "Operators"));
        using var browser = new OperatorBrowser(server);

        foreach (var address in Addresses)
        {
            var answer = await GetAsync(server, address);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Assert.StartsWith("/dashboard/login", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        }

        using var signedIn = await browser.SignInAsync();
        foreach (var address in Addresses)
        {
            using var answer = await browser.SendAsync(new(HttpMethod.Get, address));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Limited_to_operators_it_does_not_exist_without_a_dashboard()
    {
        await using var server = await LivecallerServer.StartAsync(settings: ("Livecaller:Docs", "Operators"));

        foreach (var address in Addresses) Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(server, address)).StatusCode);
    }

    private static async Task<HttpResponseMessage> GetAsync(LivecallerServer server, string address)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };
        return await http.GetAsync(address, TestContext.Current.CancellationToken);
    }
}
