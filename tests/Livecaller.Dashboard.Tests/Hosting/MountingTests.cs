using System.Net;
using System.Reflection;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Dashboard.Tests.Hosting;

public sealed class MountingTests
{
    private const string Negotiate = "/_blazor/negotiate?negotiateVersion=1";

    [Fact]
    public async Task Beside_a_host_that_is_an_interactive_Blazor_app_nothing_collides()
    {
        await using var host = await DashboardHost.StartAsync(map: static app =>
        {
            app.UseAntiforgery();
            app.MapStaticAssets();
            app.MapRazorComponents<HostApp>().AddInteractiveServerRenderMode();
        });
        using var browser = host.Browse();
        (await browser.SignInAsync()).Dispose();

        Assert.Contains("the host's own page", await browser.ReadAsync("/"), StringComparison.Ordinal);
        Assert.Contains("id=\"lc-sign-out\"", await browser.ReadAsync("/dashboard"), StringComparison.Ordinal);
        using var script = await browser.GetAsync("/dashboard/_content/Livecaller.Dashboard/dashboard.js");
        Assert.Equal(HttpStatusCode.OK, script.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await PostAsync(browser, Negotiate));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(browser, "/dashboard" + Negotiate));
    }

    [Fact]
    public async Task In_a_host_without_Blazor_the_circuit_is_the_dashboards_alone()
    {
        await using var host = await DashboardHost.StartAsync();
        using var browser = host.Browse();

        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync(browser, "/dashboard" + Negotiate));
        (await browser.SignInAsync()).Dispose();
        Assert.Equal(HttpStatusCode.OK, await PostAsync(browser, "/dashboard" + Negotiate));
        Assert.NotEqual(HttpStatusCode.OK, await PostAsync(browser, Negotiate));
    }

    [Fact]
    public async Task The_hosts_own_customers_stay_outside_and_its_operators_are_no_customers()
    {
        await using var host = await DashboardHost.StartAsync(
            static builder => builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(),
            static app =>
            {
                app.MapGet("/enter", static (HttpContext context) => context.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity(
                    [new Claim(ClaimTypes.NameIdentifier, "customer")], CookieAuthenticationDefaults.AuthenticationScheme))));
                app.MapGet("/who", static (HttpContext context) => context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "nobody");
            });
        using var customer = host.Browse();
        using var colleague = host.Browse();

        (await customer.GetAsync("/enter")).Dispose();
        (await colleague.SignInAsync()).Dispose();

        using var refused = await customer.GetAsync("/dashboard");
        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
        Assert.Equal("customer", await customer.ReadAsync("/who"));
        Assert.Equal("nobody", await colleague.ReadAsync("/who"));
        using var let = await colleague.GetAsync("/dashboard");
        Assert.Equal(HttpStatusCode.OK, let.StatusCode);
    }

    [Theory]
    [InlineData("/dashboard")]
    [InlineData("/dashboard/login")]
    [InlineData("/dashboard/nowhere")]
    public async Task Every_page_carries_the_security_headers_signed_in_or_not(string page)
    {
        await using var host = await DashboardHost.StartAsync();
        using var browser = host.Browse();
        using var before = await browser.GetAsync(page);
        (await browser.SignInAsync()).Dispose();
        using var after = await browser.GetAsync(page);

        Assert.All([before, after], static answer =>
        {
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
            Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
            Assert.Contains("no-store", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task The_document_needs_no_inline_script_or_style_and_shows_nothing_of_the_operator_in_clear()
    {
        await using var host = await DashboardHost.StartAsync();
        using var browser = host.Browse();
        (await browser.SignInAsync()).Dispose();

        var page = await browser.ReadAsync("/dashboard");

        Assert.Contains("<base href=\"/dashboard/\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<style", page, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Beridze", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_page_is_answered()
    {
        await using var host = await DashboardHost.StartAsync();
        using var browser = host.Browse();
        (await browser.SignInAsync()).Dispose();
        var pages = typeof(DashboardDefaults).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes<RouteAttribute>())
            .Select(r => r.Template.Replace("{Id}", Guid.NewGuid().ToString(), StringComparison.Ordinal)).Where(page => page != "/not-found").ToList();
        Assert.Contains("/settings/blocks", pages);

        foreach (var page in pages)
        {
            using var answer = await browser.GetAsync("/dashboard" + page.TrimEnd('/'));
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{page} is answered {answer.StatusCode}.");
        }
    }

    [Fact]
    public async Task An_unknown_page_is_a_404()
    {
        await using var host = await DashboardHost.StartAsync();
        using var browser = host.Browse();
        (await browser.SignInAsync()).Dispose();

        using var answer = await browser.GetAsync("/dashboard/nowhere");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public void Mapping_without_the_services_says_what_is_missing()
    {
        var app = WebApplication.CreateBuilder().Build();

        var fault = Assert.Throws<InvalidOperationException>(() => app.MapLivecallerDashboard());

        Assert.Contains("AddLivecallerDashboard", fault.Message, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> PostAsync(DashboardBrowser browser, string path)
    {
        using var answer = await browser.PostAsync(path);
        return answer.StatusCode;
    }
}
