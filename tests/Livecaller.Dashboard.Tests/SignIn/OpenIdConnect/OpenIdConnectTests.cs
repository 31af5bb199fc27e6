using System.Net;
using System.Security.Cryptography;
using Livecaller.Dashboard.Tests.Hosting;
using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace Livecaller.Dashboard.Tests.SignIn.OpenIdConnect;

public sealed class OpenIdConnectTests : IAsyncLifetime
{
    private const string Cookie = ".Livecaller.Operator";

    private TestProvider _provider = null!;

    public async ValueTask InitializeAsync() => _provider = await TestProvider.StartAsync();

    public async ValueTask DisposeAsync() => await _provider.DisposeAsync();

    [Fact]
    public async Task The_first_sign_in_creates_an_account_and_opens_the_page_that_was_asked_for()
    {
        await using var host = await StartAsync();
        using var browser = host.Browse();
        var page = await browser.ReadAsync("/dashboard/login?returnUrl=/dashboard/widget");
        Assert.Contains("Sign in with Example &amp; Co", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/dashboard/login/openid?returnUrl=%2Fdashboard%2Fwidget\"", page, StringComparison.Ordinal);

        Assert.Equal("/dashboard/widget", await SignInAsync(browser, "/dashboard/widget"));

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/dashboard")).StatusCode);
        var account = await FindAsync(host, "anna@example.test");
        Assert.Equal("Anna Lomidze", account!.DisplayName);
        Assert.Null(account.PasswordHash);
        Assert.False(await IsAdministratorAsync(host, "anna@example.test"));
    }

    [Fact]
    public async Task The_person_is_known_by_the_providers_id_also_with_another_address()
    {
        await using var host = await StartAsync();
        using (var browser = host.Browse()) await SignInAsync(browser);
        var first = await FindAsync(host, "anna@example.test");
        _provider.Person["email"] = "anna.married@example.test";

        using var again = host.Browse();
        Assert.Equal("/dashboard", await SignInAsync(again));

        Assert.Null(await FindAsync(host, "anna.married@example.test"));
        Assert.Contains(first!.Id.ToString(), await SessionOwnersAsync(host), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verified_address_opens_the_account_that_exists_and_an_unverified_one_does_not()
    {
        await using var host = await StartAsync();
        _provider.Person["email"] = DashboardHost.Email.ToUpperInvariant();
        foreach (var unverified in (object?[])[null, false, "false", 1])
        {
            _provider.Person.Remove("email_verified");
            if (unverified is not null) _provider.Person["email_verified"] = unverified;
            using var stranger = host.Browse();
            await IsRefusedAsync(stranger, "Your email address isn’t verified.");
        }

        _provider.Person["email_verified"] = true;
        using var browser = host.Browse();
        Assert.Equal("/dashboard", await SignInAsync(browser));
        using var byPassword = host.Browse();
        Assert.Equal("/dashboard", (await byPassword.SignInAsync()).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Addresses_are_trusted_where_the_setting_says_so()
    {
        await using var host = await StartAsync(("TrustEmailAddresses", "true"));
        _provider.Person["email"] = DashboardHost.Email;
        _provider.Person.Remove("email_verified");
        using var browser = host.Browse();

        Assert.Equal("/dashboard", await SignInAsync(browser));
    }

    [Fact]
    public async Task Roles_follow_the_claim_at_each_sign_in()
    {
        await using var host = await StartAsync(("RoleClaim", "groups"), ("AdministratorRoles", "chat-admins, it"), ("OperatorRoles", "support"));
        _provider.UserInfo["groups"] = new[] { "everybody", "it" };
        using var administrator = host.Browse();
        await SignInAsync(administrator);
        Assert.True(await IsAdministratorAsync(host, "anna@example.test"));

        _provider.UserInfo["groups"] = "support";
        using var operatorOnly = host.Browse();
        Assert.Equal("/dashboard", await SignInAsync(operatorOnly));
        Assert.False(await IsAdministratorAsync(host, "anna@example.test"));
        Assert.Equal(HttpStatusCode.Redirect, (await administrator.GetAsync("/dashboard")).StatusCode);

        _provider.UserInfo["groups"] = new[] { "everybody", "Support", "IT" };
        using var nobody = host.Browse();
        await IsRefusedAsync(nobody, "You aren’t allowed to use this dashboard.");
    }

    [Fact]
    public async Task Without_a_mapping_a_role_that_was_given_here_stays()
    {
        await using var host = await StartAsync();
        using (var browser = host.Browse()) await SignInAsync(browser);
        await ChangeAsync(host, "anna@example.test", (users, account) => users.AddToRoleAsync(account, LivecallerRoles.Administrator));

        using var again = host.Browse();
        await SignInAsync(again);

        Assert.True(await IsAdministratorAsync(host, "anna@example.test"));
    }

    [Fact]
    public async Task Without_accounts_on_demand_a_stranger_is_told_that_there_is_none()
    {
        await using var host = await StartAsync(("CreateAccounts", "false"));
        using var browser = host.Browse();

        await IsRefusedAsync(browser, "You don’t have an account here.");
        Assert.Null(await FindAsync(host, "anna@example.test"));
    }

    [Fact]
    public async Task A_locked_account_stays_closed()
    {
        await using var host = await StartAsync();
        using (var browser = host.Browse()) await SignInAsync(browser);
        await ChangeAsync(host, "anna@example.test", (users, account) => users.SetLockoutEndDateAsync(account, DateTimeOffset.MaxValue));

        using var again = host.Browse();
        await IsRefusedAsync(again, "Your account is locked.");
    }

    [Fact]
    public async Task A_person_without_an_address_is_told_so()
    {
        await using var host = await StartAsync();
        _provider.Person.Remove("email");
        using var browser = host.Browse();

        await IsRefusedAsync(browser, "didn’t send an email address");
    }

    [Fact]
    public async Task A_sign_in_that_was_cancelled_leads_back_to_the_form()
    {
        await using var host = await StartAsync();
        _provider.Denies = true;
        using var browser = host.Browse();

        await IsRefusedAsync(browser, "The sign-in was canceled.");
    }

    public static TheoryData<string> Forgeries => ["signature", "issuer", "audience", "expired", "nonce", "none"];

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_forged_token_signs_nobody_in(string forgery)
    {
        await using var host = await StartAsync();
        using var stranger = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        _provider.Tamper = token =>
        {
            if (forgery == "signature") token.SigningCredentials = new(new RsaSecurityKey(stranger) { KeyId = "one" }, SecurityAlgorithms.RsaSha256);
            else if (forgery == "issuer") token.Issuer = "https://elsewhere.example";
            else if (forgery == "audience") token.Audience = "another-app";
            else if (forgery == "expired") (token.NotBefore, token.IssuedAt, token.Expires) = (now.AddHours(-2), now.AddHours(-2), now.AddHours(-1));
            else if (forgery == "nonce") token.Claims["nonce"] = "another";
            else token.SigningCredentials = null;
        };
        using var browser = host.Browse();

        await IsRefusedAsync(browser, "The sign-in didn’t work.");
        Assert.Null(await FindAsync(host, "anna@example.test"));
    }

    [Fact]
    public async Task An_answer_of_the_provider_works_once_and_only_in_the_browser_that_asked()
    {
        await using var host = await StartAsync();
        using var browser = host.Browse();
        var answer = await AnswerOfProviderAsync(browser);

        using var other = host.Browse();
        Assert.Equal("/dashboard/login?problem=Failed", (await other.GetAsync(answer)).Headers.Location?.OriginalString);
        Assert.Equal("/dashboard", (await browser.GetAsync(answer)).Headers.Location?.OriginalString);
        using var again = host.Browse();
        foreach (Cookie cookie in browser.Cookies.GetAllCookies())
            if (cookie.Name != Cookie) again.Cookies.Add(cookie);
        Assert.Equal("/dashboard/login?problem=Failed", (await again.GetAsync(answer)).Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    public async Task A_foreign_return_address_is_refused(string address)
    {
        await using var host = await StartAsync();
        using var browser = host.Browse();

        Assert.Equal("/dashboard", await SignInAsync(browser, address));
    }

    [Fact]
    public async Task A_provider_that_is_out_of_reach_is_said_on_the_page()
    {
        await using var host = await StartAsync();
        await _provider.DisposeAsync();
        using var browser = host.Browse();

        using var answer = await browser.GetAsync("/dashboard/login/openid");

        Assert.Equal("/dashboard/login?problem=Unavailable", answer.Headers.Location?.OriginalString);
        Assert.Contains("The sign-in provider can’t be reached.", await PageAsync(browser, "/dashboard/login?problem=Unavailable"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_passwords_the_page_has_no_form_and_a_posted_one_is_refused()
    {
        await using var host = await StartAsync(builder => builder.Configuration["Livecaller:OpenIdConnect:PasswordSignIn"] = "false", app => app.MapLivecaller());
        using var browser = host.Browse();
        var page = await browser.ReadAsync("/dashboard/login");
        using var posted = await browser.PostAsync("/dashboard/login", ("email", DashboardHost.Email), ("password", DashboardHost.Password));
        Assert.Equal(HttpStatusCode.Forbidden, posted.StatusCode);
        Assert.DoesNotContain("type=\"password\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("data-lc-passkey", page, StringComparison.Ordinal);

        using var api = new HttpClient { BaseAddress = host.Address };
        using var answer = await api.PostAsync("/v1/operator/auth/login", new StringContent(
            $$"""{"email":"{{DashboardHost.Email}}","password":"{{DashboardHost.Password}}"}""", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json")),
            TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);

        await using var withPasswords = await StartAsync();
        using var reader = withPasswords.Browse();
        Assert.Equal(HttpStatusCode.Redirect, (await reader.SignInAsync()).StatusCode);
    }

    [Fact]
    public async Task The_provider_decides_about_further_factors()
    {
        await using var host = await StartAsync(builder => builder.Configuration["Livecaller:Operators:RequireSecondFactor"] = "Everybody");
        using var browser = host.Browse();
        await SignInAsync(browser);
        var account = await FindAsync(host, "anna@example.test");
        var session = Assert.Single(await host.Services.GetRequiredService<OperatorSessions>().ListAsync(account!.Id, TestContext.Current.CancellationToken));

        var desk = host.Services.GetRequiredService<IOperatorService>();
        var counts = await desk.CountAsync(OperatorCaller.InSession(new(account.Id.ToString()), session.Id), TestContext.Current.CancellationToken);

        Assert.True(counts.IsSuccess);
        using var byPassword = host.Browse();
        (await byPassword.SignInAsync()).Dispose();
        var nino = await FindAsync(host, DashboardHost.Email);
        var ninos = Assert.Single(await host.Services.GetRequiredService<OperatorSessions>().ListAsync(nino!.Id, TestContext.Current.CancellationToken));
        counts = await desk.CountAsync(OperatorCaller.InSession(new(nino.Id.ToString()), ninos.Id), TestContext.Current.CancellationToken);
        Assert.Equal(403, counts.Problem?.Status);
    }

    [Fact]
    public async Task Without_a_provider_there_is_no_way_to_one()
    {
        await using var host = await DashboardHost.StartAsync();
        using var browser = host.Browse();

        Assert.DoesNotContain("login/openid", await browser.ReadAsync("/dashboard/login"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/dashboard/login/openid")).StatusCode);
        Assert.NotEqual(HttpStatusCode.InternalServerError, (await browser.GetAsync("/dashboard/signin-oidc?code=1&state=2")).StatusCode);
    }

    [Fact]
    public async Task The_provider_returns_to_the_public_address()
    {
        await using var host = await StartAsync(builder => builder.Configuration["Livecaller:PublicUrl"] = "https://shop.example/chat");
        using var browser = host.Browse();

        using var challenge = await browser.GetAsync("/dashboard/login/openid");

        Assert.Contains("redirect_uri=https%3A%2F%2Fshop.example%2Fchat%2Fdashboard%2Fsignin-oidc", challenge.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.All(challenge.Headers.GetValues("Set-Cookie").Where(c => c.Contains("OpenIdConnect", StringComparison.Ordinal)),
            c => Assert.Contains("; secure", c, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Under_a_path_base_the_way_leads_there_and_back()
    {
        await using var host = await StartAsync(static _ => { }, static app => app.UsePathBase("/chat").UseRouting().UseAuthorization());
        using var browser = new DashboardBrowser(host.Address) { Dashboard = "/chat/dashboard" };

        Assert.Equal("/chat/dashboard", await SignInAsync(browser));
        Assert.EndsWith("/chat/dashboard/signin-oidc", Assert.Single(_provider.RedirectUris), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/chat/dashboard")).StatusCode);
    }

    [Theory]
    [InlineData("Authority", "http://login.example")]
    [InlineData("Authority", "nonsense")]
    [InlineData("ClientId", "")]
    [InlineData("Authority", null)]
    public async Task Half_a_configuration_prevents_the_start(string setting, string? value)
    {
        var failed = await Assert.ThrowsAnyAsync<Exception>(() => StartAsync((setting, value)));

        Assert.Contains("Livecaller:OpenIdConnect:Authority", failed.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_tabs_that_sign_in_at_once_get_one_account()
    {
        await using var host = await StartAsync();
        var browsers = Enumerable.Range(0, 6).Select(_ => host.Browse()).ToList();
        var answers = await Task.WhenAll(browsers.Select(AnswerOfProviderAsync));

        var ends = await Task.WhenAll(browsers.Zip(answers, async (browser, answer) => (await browser.GetAsync(answer)).Headers.Location?.OriginalString));

        Assert.All(ends, end => Assert.Equal("/dashboard", end));
        browsers.ForEach(b => b.Dispose());
    }

    private Task<DashboardHost> StartAsync(params (string Setting, string? Value)[] settings) => StartAsync(builder =>
    {
        foreach (var (setting, value) in settings) builder.Configuration["Livecaller:OpenIdConnect:" + setting] = value;
    });

    private Task<DashboardHost> StartAsync(Action<WebApplicationBuilder> configure, Action<WebApplication>? map = null) => DashboardHost.StartAsync(builder =>
    {
        builder.Configuration["Livecaller:OpenIdConnect:Authority"] = _provider.Address.AbsoluteUri.TrimEnd('/');
        builder.Configuration["Livecaller:OpenIdConnect:ClientId"] = TestProvider.ClientId;
        builder.Configuration["Livecaller:OpenIdConnect:ClientSecret"] = TestProvider.ClientSecret;
        builder.Configuration["Livecaller:OpenIdConnect:DisplayName"] = "Example & Co";
        configure(builder);
    }, map);

    /// <summary>Goes to the provider and back, and returns where that leads to.</summary>
    private static async Task<string?> SignInAsync(DashboardBrowser browser, string returnUrl = "")
    {
        using var end = await browser.GetAsync(await AnswerOfProviderAsync(browser, returnUrl));
        return end.Headers.Location?.OriginalString;
    }

    private static Task<string> AnswerOfProviderAsync(DashboardBrowser browser) => AnswerOfProviderAsync(browser, "");

    private static async Task<string> AnswerOfProviderAsync(DashboardBrowser browser, string returnUrl)
    {
        using var challenge = await browser.GetAsync(browser.Dashboard + "/login/openid?returnUrl=" + Uri.EscapeDataString(returnUrl));
        Assert.Equal(HttpStatusCode.Redirect, challenge.StatusCode);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var answer = await http.GetAsync(challenge.Headers.Location, TestContext.Current.CancellationToken);
        return answer.Headers.Location!.PathAndQuery;
    }

    private static async Task IsRefusedAsync(DashboardBrowser browser, string text)
    {
        var end = await SignInAsync(browser);
        Assert.StartsWith("/dashboard/login?problem=", end, StringComparison.Ordinal);
        Assert.Contains(text, await PageAsync(browser, end!), StringComparison.Ordinal);
        Assert.DoesNotContain(browser.Cookies.GetAllCookies(), c => c.Name == Cookie);
    }

    private static async Task<string> PageAsync(DashboardBrowser browser, string path) => WebUtility.HtmlDecode(await browser.ReadAsync(path));

    private static async Task<LivecallerOperator?> FindAsync(DashboardHost host, string email)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<UserManager<LivecallerOperator>>().FindByEmailAsync(email);
    }

    private static async Task<bool> IsAdministratorAsync(DashboardHost host, string email)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<LivecallerOperator>>();
        return await users.IsInRoleAsync((await users.FindByEmailAsync(email))!, LivecallerRoles.Administrator);
    }

    private static async Task ChangeAsync(
        DashboardHost host, string email, Func<UserManager<LivecallerOperator>, LivecallerOperator, Task<IdentityResult>> change)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<LivecallerOperator>>();
        Assert.True((await change(users, (await users.FindByEmailAsync(email))!)).Succeeded);
    }

    private static async Task<string> SessionOwnersAsync(DashboardHost host)
    {
        var account = await FindAsync(host, "anna@example.test");
        var sessions = await host.Services.GetRequiredService<OperatorSessions>().ListAsync(account!.Id, TestContext.Current.CancellationToken);
        Assert.Equal(2, sessions.Count);
        return string.Join(' ', sessions.Select(s => s.OperatorId));
    }
}
