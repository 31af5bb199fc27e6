using System.Net;
using System.Net.WebSockets;
using System.Text;
using Livecaller.Security.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace Livecaller.Security.Tests.Dashboard;

/// <summary>A page of another site that uses the operator's cookie to open a circuit of the dashboard.</summary>
public sealed class CircuitOriginTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("http://evil.example")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://127.0.0.1.evil.example")]
    [InlineData("null")]
    [InlineData("file://")]
    [InlineData("no origin at all")]
    public async Task A_circuit_for_a_foreign_page_is_refused(string origin)
    {
        await using var server = await DashboardServer.StartAsync();

        Assert.Equal(HttpStatusCode.Forbidden, await NegotiateAsync(server, origin));
        Assert.Equal(HttpStatusCode.Forbidden, await ConnectAsync(server, origin));
    }

    [Fact]
    public async Task The_dashboards_own_page_opens_a_circuit()
    {
        await using var server = await DashboardServer.StartAsync();
        var origin = server.Address.GetLeftPart(UriPartial.Authority);

        Assert.Equal(HttpStatusCode.OK, await NegotiateAsync(server, origin));
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await ConnectAsync(server, origin));
    }

    [Fact]
    public async Task The_public_address_is_the_dashboards_own()
    {
        await using var server = await DashboardServer.StartAsync(("Livecaller:PublicUrl", "https://chat.shop.example/support"));

        Assert.Equal(HttpStatusCode.SwitchingProtocols, await ConnectAsync(server, "https://chat.shop.example", root: "/support/dashboard"));
        Assert.Equal(HttpStatusCode.Forbidden, await ConnectAsync(server, "http://chat.shop.example", root: "/support/dashboard"));
        Assert.Equal(HttpStatusCode.Forbidden, await ConnectAsync(server, "https://shop.example", root: "/support/dashboard"));
    }

    [Fact]
    public async Task A_page_that_a_proxy_serves_by_https_is_the_dashboards_own()
    {
        await using var server = await DashboardServer.StartAsync();

        Assert.Equal(HttpStatusCode.SwitchingProtocols, await ConnectAsync(server, "https://chat.shop.example", host: "chat.shop.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await ConnectAsync(server, "https://chat.shop.example:8443", host: "chat.shop.example"));
    }

    [Fact]
    public async Task A_page_that_the_browser_calls_same_origin_negotiates_whatever_a_proxy_made_of_the_host()
    {
        await using var server = await DashboardServer.StartAsync();

        Assert.Equal(HttpStatusCode.OK, await NegotiateAsync(server, "https://chat.shop.example", site: "same-origin"));
        Assert.Equal(HttpStatusCode.Forbidden, await NegotiateAsync(server, "https://chat.shop.example", site: "same-site"));
        Assert.Equal(HttpStatusCode.Forbidden, await NegotiateAsync(server, null, site: "cross-site"));
    }

    [Fact]
    public async Task The_origin_is_compared_under_a_path_base_too()
    {
        await using var server = await DashboardServer.StartAsync(static app => app.UsePathBase("/shop").UseRouting().UseAuthentication().UseAuthorization().UseAntiforgery());

        Assert.Equal(HttpStatusCode.Forbidden, await ConnectAsync(server, "https://evil.example", root: "/shop/dashboard"));
        Assert.Equal(HttpStatusCode.SwitchingProtocols, await ConnectAsync(server, server.Address.GetLeftPart(UriPartial.Authority), root: "/shop/dashboard"));
    }

    private static async Task<HttpStatusCode> NegotiateAsync(LivecallerServer server, string? origin, string? site = null)
    {
        using var browser = new OperatorBrowser(server);
        using var signedIn = await browser.SignInAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/dashboard/_blazor/negotiate?negotiateVersion=1");
        if (origin is not null) request.Headers.TryAddWithoutValidation("Origin", origin);
        if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
        using var answer = await browser.SendAsync(request);
        return answer.StatusCode;
    }

    // An open socket also has to answer SignalR's handshake.
    private static async Task<HttpStatusCode> ConnectAsync(LivecallerServer server, string origin, string? host = null, string root = "/dashboard")
    {
        using var browser = new OperatorBrowser(server, root);
        using var signedIn = await browser.SignInAsync();
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Cookie", browser.Cookies);
        socket.Options.SetRequestHeader("Origin", origin);
        if (host is not null) socket.Options.SetRequestHeader("Host", host);
        var address = new UriBuilder(server.Address) { Scheme = "ws", Path = root + "/_blazor" };
        try
        {
            await socket.ConnectAsync(address.Uri, Cancelled);
        }
        catch (WebSocketException) when (socket.HttpStatusCode != 0)
        {
            return socket.HttpStatusCode;
        }

        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, Cancelled);
        var buffer = new byte[64];
        var read = await socket.ReceiveAsync(buffer, Cancelled);
        Assert.Equal("{}\u001e", Encoding.UTF8.GetString(buffer, 0, read.Count));
        return socket.HttpStatusCode;
    }
}
