using System.Net;
using Livecaller.Dashboard.Tests.Hosting;
using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Dashboard.Tests.SignIn;

public sealed class SignInTests
{
    [Theory]
    [InlineData("/dashboard")]
    [InlineData("/dashboard/c/0195f0c2")]
    [InlineData("/dashboard/widget")]
    [InlineData("/dashboard/nowhere")]
    public async Task Without_the_cookie_every_page_leads_to_the_sign_in(string page)
    {
        await using var host = await DashboardHost.StartAsync();
        using var browser = host.Browse();

        using var answer = await browser.GetAsync(page);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/dashboard/login?returnUrl=" + Uri.EscapeDataString(page), answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task The_right_password_opens_the_page_that_was_asked_for()
    {
        await using var host = await DashboardHost.StartAsync();
        using var browser = host.Browse();

        using var answer = await browser.SignInAsync(returnUrl: "/dashboard/widget");
        using var page = await browser.GetAsync("/dashboard/widget");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/dashboard/widget", answer.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_for_scripts_and_other_sites()
    {
        await using var host = await DashboardHost.StartAsync();
        using var browser = host.Browse();

        using var answer = await browser.SignInAsync();

        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith(".Livecaller.Operator=", StringComparison.Ordinal));
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires=", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(DashboardHost.Email, "wrong")]
    [InlineData("nobody@example.test", DashboardHost.Password)]
    [InlineData("", "")]
    public async Task A_wrong_password_and_an_unknown_address_are_answered_alike(string email, string password)
    {
        await using var host = await DashboardHost.StartAsync();
        using var browser = host.Browse();

        using var answer = await browser.SignInAsync(password, email);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("Incorrect email or password.", await TextAsync(answer), StringComparison.Ordinal);
        Assert.DoesNotContain(browser.Cookies.GetAllCookies(), c => c.Name == ".Livecaller.Operator");
    }

    [Fact]
    public async Task After_too_many_attempts_even_the_right_password_has_to_wait_and_the_page_says_how_long()
    {
        await using var host = await DashboardHost.StartAsync();
        using var browser = host.Browse();
        for (var attempt = 0; attempt < 5; attempt++)
            (await browser.SignInAsync("wrong")).Dispose();

        using var answer = await browser.SignInAsync();

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal("15", answer.Headers.RetryAfter!.ToString());
        Assert.Contains("Too many attempts. Try again in 15 seconds.", await TextAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attempts_of_others_leave_a_signed_in_operator_alone()
    {
        await using var host = await DashboardHost.StartAsync();
        using var browser = host.Browse();
        using var stranger = host.Browse();
        (await browser.SignInAsync()).Dispose();
        for (var attempt = 0; attempt < 8; attempt++)
            (await stranger.SignInAsync("wrong")).Dispose();

        using var answer = await browser.GetAsync("/dashboard");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task What_was_typed_comes_back_as_text()
    {
        await using var host = await DashboardHost.StartAsync();
        using var browser = host.Browse();

        using var answer = await browser.SignInAsync("wrong", "\"><script>alert(1)</script>");

        var page = await TextAsync(answer);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/dashboard")]
    [InlineData("//evil.example")]
    public async Task A_foreign_return_address_is_refused(string address)
    {
        await using var host = await DashboardHost.StartAsync();
        using var browser = host.Browse();

        using var answer = await browser.SignInAsync(returnUrl: address);

        Assert.Equal("/dashboard", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Without_the_antiforgery_token_nobody_is_signed_in()
    {
        await using var host = await DashboardHost.StartAsync();
        using var browser = host.Browse();

        using var answer = await browser.PostAsync("/dashboard/login", ("email", DashboardHost.Email), ("password", DashboardHost.Password));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain(browser.Cookies.GetAllCookies(), c => c.Name == ".Livecaller.Operator");
    }

    [Fact]
    public async Task Signing_out_ends_it()
    {
        await using var host = await DashboardHost.StartAsync();
        using var browser = host.Browse();
        (await browser.SignInAsync()).Dispose();
        var page = await browser.ReadAsync("/dashboard");

        using var forged = await browser.PostAsync("/dashboard/logout");
        using var answer = await browser.PostAsync("/dashboard/logout", ("__RequestVerificationToken", DashboardBrowser.Token(page)));
        using var after = await browser.GetAsync("/dashboard");

        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Equal("/dashboard/login", answer.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, after.StatusCode);
    }

    [Fact]
    public async Task A_changed_password_ends_the_sessions_that_began_with_the_old_one()
    {
        await using var host = await DashboardHost.StartAsync();
        using var browser = host.Browse();
        (await browser.SignInAsync()).Dispose();

        await using (var scope = host.Services.CreateAsyncScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<LivecallerOperator>>();
            var account = await users.FindByEmailAsync(DashboardHost.Email);
            Assert.True((await users.ChangePasswordAsync(account!, DashboardHost.Password, "Another-horse-8")).Succeeded);
        }

        using var answer = await browser.GetAsync("/dashboard");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
