using System.Net;
using Livecaller.Dashboard.Tests.Hosting;

namespace Livecaller.Dashboard.Tests.Issues;

/// <summary>A cookie that was copied before the sign-out was as good afterwards.</summary>
public sealed class CopiedCookieTests
{
    [Fact]
    public async Task A_copied_cookie_is_dead_after_the_sign_out()
    {
        await using var host = await DashboardHost.StartAsync();
        using var browser = host.Browse();
        (await browser.SignInAsync()).Dispose();
        using var thief = host.Browse();
        foreach (Cookie cookie in browser.Cookies.GetAllCookies())
            thief.Cookies.Add(new Cookie(cookie.Name, cookie.Value, cookie.Path, cookie.Domain));
        using var before = await thief.GetAsync("/dashboard");

        var page = await browser.ReadAsync("/dashboard");
        (await browser.PostAsync("/dashboard/logout", ("__RequestVerificationToken", DashboardBrowser.Token(page)))).Dispose();
        using var after = await thief.GetAsync("/dashboard");
        using var circuit = await thief.PostAsync("/dashboard/_blazor/negotiate");

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, circuit.StatusCode);
    }

    [Fact]
    public async Task Signing_out_in_one_browser_leaves_another_one_signed_in()
    {
        await using var host = await DashboardHost.StartAsync();
        using var browser = host.Browse();
        using var other = host.Browse();
        (await browser.SignInAsync()).Dispose();
        (await other.SignInAsync()).Dispose();

        var page = await browser.ReadAsync("/dashboard");
        (await browser.PostAsync("/dashboard/logout", ("__RequestVerificationToken", DashboardBrowser.Token(page)))).Dispose();

        using var answer = await other.GetAsync("/dashboard");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
