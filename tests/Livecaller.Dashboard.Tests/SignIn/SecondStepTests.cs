using System.Net;
using System.Text.RegularExpressions;
using Livecaller.Dashboard.Tests.Hosting;
using Livecaller.Server.Operators;
using Livecaller.Server.SecondFactor;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;

namespace Livecaller.Dashboard.Tests.SignIn;

/// <summary>The forms of the second step.</summary>
public sealed partial class SecondStepTests
{
    private static readonly byte[] Key = AuthenticatorCodes.NewKey();
    private IReadOnlyList<string> _recoveryCodes = [];

    [Fact]
    public async Task The_password_opens_the_second_step_and_no_session_begins()
    {
        await using var host = await StartAsync();
        using var browser = host.Browse();

        using var step = await browser.SignInAsync(returnUrl: "/dashboard/widget");

        Assert.Equal(HttpStatusCode.OK, step.StatusCode);
        Assert.Contains("Enter the code that your authenticator app shows.", await TextAsync(step), StringComparison.Ordinal);
        Assert.DoesNotContain(browser.Cookies.GetAllCookies(), c => c.Name == ".Livecaller.Operator");
        using var page = await browser.GetAsync("/dashboard");
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
    }

    [Fact]
    public async Task The_code_opens_the_page_that_was_asked_for()
    {
        await using var host = await StartAsync();
        using var browser = host.Browse();

        using var answer = await EnterAsync(browser, ("code", Code()));

        Assert.Equal("/dashboard/widget", answer.Headers.Location!.OriginalString);
        using var page = await browser.GetAsync("/dashboard");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task The_same_code_is_not_accepted_in_another_browser()
    {
        await using var host = await StartAsync();
        using var browser = host.Browse();
        using var thief = host.Browse();
        var code = Code();
        (await EnterAsync(browser, ("code", code))).Dispose();

        using var answer = await EnterAsync(thief, ("code", code));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("This code is wrong or was already used.", await TextAsync(answer), StringComparison.Ordinal);
        Assert.DoesNotContain(thief.Cookies.GetAllCookies(), c => c.Name == ".Livecaller.Operator");
    }

    [Fact]
    public async Task A_recovery_code_is_asked_for_without_a_script_and_lets_in()
    {
        await using var host = await StartAsync();
        using var browser = host.Browse();

        using var other = await EnterAsync(browser, ("code", ""), ("switch", "1"));
        using var answer = await EnterAsync(browser, ("recoveryCode", _recoveryCodes[0]));

        Assert.Contains("name=\"recoveryCode\"", await TextAsync(other), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("forged")]
    public async Task Without_the_password_no_code_is_looked_at(string ticket)
    {
        await using var host = await StartAsync();
        using var browser = host.Browse();

        using var answer = await EnterAsync(browser, ("code", Code()), ("ticket", ticket));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("That took too long. Sign in again.", await TextAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_that_was_changed_meanwhile_does_not_open_the_second_step()
    {
        await using var host = await StartAsync();
        using var browser = host.Browse();
        using var step = await browser.SignInAsync();
        var page = await TextAsync(step);
        await using (var scope = host.Services.CreateAsyncScope())
        {
            var accounts = scope.ServiceProvider.GetRequiredService<UserManager<LivecallerOperator>>();
            await accounts.UpdateSecurityStampAsync((await accounts.FindByEmailAsync(DashboardHost.Email))!);
        }

        using var answer = await PostAsync(browser, page, ("code", Code()));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.DoesNotContain(browser.Cookies.GetAllCookies(), c => c.Name == ".Livecaller.Operator");
    }

    [Fact]
    public async Task Wrong_codes_have_to_wait()
    {
        await using var host = await StartAsync();
        using var browser = host.Browse();
        using var step = await browser.SignInAsync();
        var page = await TextAsync(step);
        for (var i = 0; i < 5; i++) (await PostAsync(browser, page, ("code", "00000x"))).Dispose();

        using var answer = await PostAsync(browser, page, ("code", Code()));

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal("15", answer.Headers.RetryAfter!.ToString());
    }

    [Fact]
    public async Task A_forged_form_is_refused()
    {
        await using var host = await StartAsync();
        using var browser = host.Browse();

        using var code = await browser.PostAsync("/dashboard/login/code", ("code", Code()));
        using var passkey = await browser.PostAsync("/dashboard/login/passkey", ("credential", "{}"));
        using var reload = await browser.GetAsync("/dashboard/login/code");

        Assert.Equal(HttpStatusCode.BadRequest, code.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, passkey.StatusCode);
        Assert.Equal("/dashboard/login", reload.Headers.Location!.OriginalString);
    }

    private static string Code() => new Totp(Key).ComputeTotp(TimeProvider.System.GetUtcNow().UtcDateTime);

    private static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private static async Task<HttpResponseMessage> EnterAsync(DashboardBrowser browser, params (string Name, string Value)[] fields)
    {
        using var step = await browser.SignInAsync(returnUrl: "/dashboard/widget");
        return await PostAsync(browser, await TextAsync(step), fields);
    }

    private static Task<HttpResponseMessage> PostAsync(DashboardBrowser browser, string page, params (string Name, string Value)[] fields)
    {
        var ticket = Ticket().Match(page).Groups[1].Value;
        return browser.PostAsync("/dashboard/login/code",
            [.. fields.Any(f => f.Name == "ticket") ? fields : [.. fields, ("ticket", ticket)], ("returnUrl", "/dashboard/widget"),
                ("__RequestVerificationToken", DashboardBrowser.Token(page))]);
    }

    // The code that the app was set up with is of the step before: the current one is still there.
    private async Task<DashboardHost> StartAsync()
    {
        var host = await DashboardHost.StartAsync();
        await using var scope = host.Services.CreateAsyncScope();
        var account = (await scope.ServiceProvider.GetRequiredService<UserManager<LivecallerOperator>>().FindByEmailAsync(DashboardHost.Email))!;
        var session = await scope.ServiceProvider.GetRequiredService<OperatorSessions>()
            .BeginAsync(account, OperatorSessionKind.Dashboard, new("192.0.2.9", null), TestContext.Current.CancellationToken);
        var earlier = new Totp(Key).ComputeTotp(TimeProvider.System.GetUtcNow().AddSeconds(-30).UtcDateTime);
        var added = await scope.ServiceProvider.GetRequiredService<OwnAccount>()
            .AddAuthenticatorAsync(session.Id, new(DashboardHost.Password), Key, earlier, TestContext.Current.CancellationToken);
        Assert.Null(added.Fault);
        _recoveryCodes = added.Value!;
        return host;
    }

    [GeneratedRegex("name=\"ticket\" value=\"([^\"]+)\"")]
    private static partial Regex Ticket();
}
