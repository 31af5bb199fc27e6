using System.Net;
using System.Security.Claims;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Dashboard.Tests.Hosting;

/// <summary>The dashboard at another path than its own, in an app that has a default scheme.</summary>
public sealed partial class PrefixTests
{
    private static readonly (string Path, Action<WebApplication> Map)[] Mounts =
    [
        ("/support", static app => app.MapLivecallerDashboard("/support")),
        ("/chat/support", static app => app.MapLivecallerDashboard("chat/support/")),
        ("/chat/dashboard", static app => app.MapGroup("/chat").MapLivecallerDashboard()),
        ("/chat/dashboard", static app =>
        {
            app.UsePathBase("/chat");
            app.UseRouting();
            app.UseAuthentication();
            app.UseAuthorization();
            app.UseAntiforgery();
            app.MapLivecallerDashboard();
        }),
    ];

    public static TheoryData<int> AllMounts => [.. Enumerable.Range(0, Mounts.Length)];

    [Theory]
    [MemberData(nameof(AllMounts))]
    public async Task Sign_in_pages_files_and_circuit_are_where_the_dashboard_is(int mount)
    {
        var (path, map) = Mounts[mount];
        await using var host = await DashboardHost.StartAsync(mapDashboard: map);
        using var browser = new DashboardBrowser(host.Address) { Dashboard = path };

        using var refused = await browser.GetAsync(path + "/widget");
        Assert.Equal($"{path}/login?returnUrl={Uri.EscapeDataString(path + "/widget")}", refused.Headers.Location!.OriginalString);
        using var denied = await browser.PostAsync(path + "/_blazor/negotiate?negotiateVersion=1");
        Assert.Equal(HttpStatusCode.Unauthorized, denied.StatusCode);
        using var signedIn = await browser.SignInAsync(returnUrl: path + "/widget");
        Assert.Equal((HttpStatusCode.Redirect, path + "/widget"), (signedIn.StatusCode, signedIn.Headers.Location!.OriginalString));

        var page = await browser.ReadAsync(path);
        Assert.Contains($"<base href=\"{path}/\"", page, StringComparison.Ordinal);
        Assert.Contains($"action=\"{path}/logout\"", page, StringComparison.Ordinal);
        foreach (Match part in Loaded().Matches(page))
        {
            Assert.StartsWith(path + "/", part.Groups[1].Value, StringComparison.Ordinal);
            // The framework's own script is an asset of the program, which a test project is not.
            if (part.Groups[1].Value.Contains("/_framework/", StringComparison.Ordinal)) continue;
            using var file = await browser.GetAsync(part.Groups[1].Value);
            Assert.True(file.StatusCode == HttpStatusCode.OK, $"{part.Groups[1].Value}: {file.StatusCode}");
        }

        using var negotiated = await browser.PostAsync(path + "/_blazor/negotiate?negotiateVersion=1");
        Assert.Equal(HttpStatusCode.OK, negotiated.StatusCode);
        // A path base does not have to be there.
        using var elsewhere = await browser.GetAsync("/dashboard");
        Assert.Equal(mount == Mounts.Length - 1 ? HttpStatusCode.Redirect : HttpStatusCode.NotFound, elsewhere.StatusCode);
    }

    [Fact]
    public async Task The_hosts_only_scheme_is_still_its_default()
    {
        // AddAuthentication() without a name: the only scheme is the default, until there are two.
        await using var host = await DashboardHost.StartAsync(
            static builder => builder.Services.AddAuthentication().AddCookie(CookieAuthenticationDefaults.AuthenticationScheme),
            static app =>
            {
                app.MapGet("/enter", static (HttpContext context) => context.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity(
                    [new Claim(ClaimTypes.NameIdentifier, "customer")], CookieAuthenticationDefaults.AuthenticationScheme))));
                app.MapGet("/account", static (HttpContext context) => context.User.FindFirstValue(ClaimTypes.NameIdentifier)).RequireAuthorization();
            });
        using var customer = host.Browse();
        using var colleague = host.Browse();

        (await customer.GetAsync("/enter")).Dispose();
        (await colleague.SignInAsync()).Dispose();

        Assert.Equal("customer", await customer.ReadAsync("/account"));
        using var refused = await colleague.GetAsync("/account");
        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/{tenant}/dashboard")]
    public async Task A_path_that_cannot_be_one_is_told(string pattern)
    {
        await using var host = await DashboardHost.StartAsync(mapDashboard: app =>
            Assert.Contains("pattern", Assert.Throws<ArgumentException>(() => app.MapLivecallerDashboard(pattern)).Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/login")]
    [InlineData("/widget")]
    public async Task Pages_answer_HEAD(string page)
    {
        await using var host = await DashboardHost.StartAsync();
        using var browser = host.Browse();
        (await browser.SignInAsync()).Dispose();

        using var answer = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/dashboard" + page));

        Assert.Equal(page == "/login" ? HttpStatusCode.Redirect : HttpStatusCode.OK, answer.StatusCode);
    }

    [GeneratedRegex("(?:<link [^>]*href|<script [^>]*src)=\"([^\"]+)\"")]
    private static partial Regex Loaded();
}
