using Livecaller.Security.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace Livecaller.Security.Tests.Dashboard;

/// <summary>Somebody who reads or changes what an unencrypted connection carries.</summary>
public sealed class CookieTests
{
    [Theory]
    [InlineData("https://chat.shop.example", "__Host-Livecaller.Operator", "path=/;")]
    [InlineData("https://shop.example/chat", "__Secure-Livecaller.Operator", "path=/chat;")]
    public async Task Cookies_are_for_https_only_where_the_public_address_is(string publicUrl, string name, string path)
    {
        await using var server = await DashboardServer.StartAsync(("Livecaller:PublicUrl", publicUrl));
        using var browser = new OperatorBrowser(server, new Uri(publicUrl).AbsolutePath.TrimEnd('/') + "/dashboard");

        using var answer = await browser.SignInAsync();

        Assert.Equal(2, browser.SetCookies.Count);
        Assert.All(browser.SetCookies, static cookie => Assert.Contains("; secure;", cookie, StringComparison.Ordinal));
        Assert.All(browser.SetCookies, static cookie => Assert.Contains("; httponly", cookie, StringComparison.Ordinal));
        var session = Assert.Single(browser.SetCookies, cookie => cookie.StartsWith(name + "=", StringComparison.Ordinal));
        Assert.Contains(path, session, StringComparison.Ordinal);
        Assert.DoesNotContain("domain=", session, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Cookies_are_for_https_only_where_a_proxy_says_that_the_page_is()
    {
        await using var server = await DashboardServer.StartAsync(static app => app.Use(static (context, next) =>
        {
            context.Request.Scheme = "https";
            return next(context);
        }));
        using var browser = new OperatorBrowser(server);

        using var answer = await browser.SignInAsync();

        Assert.Equal(2, browser.SetCookies.Count);
        Assert.All(browser.SetCookies, static cookie => Assert.Contains("; secure;", cookie, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cookies_of_a_server_without_https_are_usable()
    {
        await using var server = await DashboardServer.StartAsync();
        using var browser = new OperatorBrowser(server);

        using var answer = await browser.SignInAsync();

        Assert.Equal(2, browser.SetCookies.Count);
        Assert.All(browser.SetCookies, static cookie => Assert.DoesNotContain("secure", cookie, StringComparison.Ordinal));
    }
}
