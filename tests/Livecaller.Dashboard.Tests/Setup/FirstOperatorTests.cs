using System.Net;
using Livecaller.Dashboard.Tests.Hosting;
using Livecaller.Dashboard.Tests.Support;
using Livecaller.Server.Administration;
using Livecaller.Server.Hosting;
using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Dashboard.Tests.Setup;

public sealed class FirstOperatorTests : IAsyncLifetime
{
    private const string Name = "Nino Beridze";
    private const string Email = "nino@shop.example";
    private const string Password = "a-Long-and-rare-9-phrase";

    private readonly FakeTimeProvider _time = new(TestServer.Start);
    private readonly LoggedLines _log = new();
    private DashboardHost _host = null!;

    private string Token => _host.Services.GetRequiredService<StartupReport>().Login!.SetupToken!;

    private string Link => "/dashboard/setup?token=" + Uri.EscapeDataString(Token);

    public async ValueTask InitializeAsync() => _host = await StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_link_of_a_start_creates_the_first_account_and_signs_in()
    {
        using var browser = _host.Browse();

        using var answer = await SubmitAsync(browser);
        using var dashboard = await browser.GetAsync("/dashboard");

        Assert.Equal((HttpStatusCode.Redirect, "/dashboard"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.Equal(HttpStatusCode.OK, dashboard.StatusCode);
        using var other = _host.Browse();
        Assert.Equal(HttpStatusCode.Redirect, (await other.SignInAsync(Password, Email)).StatusCode);
    }

    [Fact]
    public async Task The_first_account_may_change_everything()
    {
        using var browser = _host.Browse();
        using var answer = await SubmitAsync(browser);

        await using var scope = _host.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<LivecallerOperator>>();
        var account = Assert.Single(await accounts.Users.ToListAsync(TestContext.Current.CancellationToken));
        Assert.Equal((Name, Email), (account.DisplayName, account.Email));
        Assert.Equal([LivecallerRoles.Owner], await accounts.GetRolesAsync(account));
    }

    [Fact]
    public void An_app_that_prints_nothing_logs_the_link() =>
        Assert.Contains(_log.Lines, l => l.Contains($" {_host.Address}{Link[1..]} ", StringComparison.Ordinal));

    [Fact]
    public async Task Opening_the_link_does_not_use_it()
    {
        using var preview = _host.Browse();
        using var browser = _host.Browse();

        Assert.Contains("name=\"password\"", await preview.ReadAsync(Link), StringComparison.Ordinal);
        using var answer = await SubmitAsync(browser);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task A_used_link_is_gone()
    {
        using var browser = _host.Browse();
        var page = await browser.ReadAsync(Link);
        using var first = await SubmitAsync(browser);
        using var stranger = _host.Browse();

        using var shown = await stranger.GetAsync(Link);
        using var sent = await SubmitAsync(browser, email: "second@shop.example", page: page);

        Assert.Equal((HttpStatusCode.Gone, HttpStatusCode.Gone), (shown.StatusCode, sent.StatusCode));
        Assert.DoesNotContain("name=\"password\"", await shown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(1, await CountAccountsAsync());
    }

    [Fact]
    public async Task Of_two_uses_at_the_same_time_one_creates_the_account()
    {
        using var one = _host.Browse();
        using var two = _host.Browse();
        var (onePage, twoPage) = (await one.ReadAsync(Link), await two.ReadAsync(Link));

        var answers = await Task.WhenAll(
            SubmitAsync(one, email: "one@shop.example", page: onePage), SubmitAsync(two, email: "two@shop.example", page: twoPage));

        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.Gone], answers.Select(a => a.StatusCode).Order());
        Assert.Equal(1, await CountAccountsAsync());
    }

    [Fact]
    public async Task The_link_expires_after_an_hour()
    {
        using var browser = _host.Browse();
        var page = await browser.ReadAsync(Link);
        var link = Link;
        _time.Advance(FirstOperator.LinkLifetime + TimeSpan.FromSeconds(1));

        using var shown = await browser.GetAsync(link);
        using var sent = await SubmitAsync(browser, page: page);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (shown.StatusCode, sent.StatusCode));
        Assert.Equal(0, await CountAccountsAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("?token=")]
    [InlineData("?token=CfDJ8Abc")]
    [InlineData("?token=%00%FF")]
    public async Task A_forged_link_opens_nothing(string query)
    {
        using var browser = _host.Browse();

        using var answer = await browser.GetAsync("/dashboard/setup" + query);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_changed_link_creates_nothing()
    {
        using var browser = _host.Browse();
        var page = await browser.ReadAsync(Link);
        var token = Token[..^4] + (Token.EndsWith("AAAA", StringComparison.Ordinal) ? "BBBB" : "AAAA");

        using var answer = await SubmitAsync(browser, page: page, token: token);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(0, await CountAccountsAsync());
    }

    [Theory]
    [InlineData(Name, Email, "short")]
    [InlineData(Name, Email, "password1234")]
    [InlineData(Name, "nino shop", Password)]
    [InlineData(" ", Email, Password)]
    [InlineData(Name, Email, "")]
    public async Task What_cannot_be_accepted_is_told_and_the_link_stays_valid(string name, string email, string password)
    {
        using var browser = _host.Browse();

        using var refused = await SubmitAsync(browser, name, email, password);
        using var accepted = await SubmitAsync(browser);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("role=\"alert\"", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, accepted.StatusCode);
    }

    [Fact]
    public async Task A_form_of_another_site_creates_nothing()
    {
        using var browser = _host.Browse();

        using var answer = await browser.PostAsync("/dashboard/setup", ("token", Token), ("name", Name), ("email", Email), ("password", Password));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(0, await CountAccountsAsync());
    }

    [Fact]
    public async Task An_account_that_was_created_by_a_command_ends_the_link()
    {
        await using (var scope = _host.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<OperatorAdministration>().AddAsync(Email, Name, Password, OperatorRole.Owner);
        using var browser = _host.Browse();

        using var answer = await browser.GetAsync(Link);

        Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
    }

    [Fact]
    public async Task A_login_of_the_settings_needs_no_link()
    {
        await using var host = await DashboardHost.StartAsync();

        Assert.Null(host.Services.GetRequiredService<StartupReport>().Login!.SetupToken);
    }

    [Fact]
    public async Task A_server_whose_operators_sign_in_elsewhere_offers_no_link()
    {
        await using var host = await DashboardHost.StartAsync(
            static builder =>
            {
                foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("Authority", "https://id.example"), ("ClientId", "livecaller"), ("PasswordSignIn", "false")])
                    builder.Configuration["Livecaller:OpenIdConnect:" + name] = value;
            },
            hasOperators: false);

        Assert.Null(host.Services.GetRequiredService<StartupReport>().Login!.SetupToken);
    }

    private Task<DashboardHost> StartAsync() => DashboardHost.StartAsync(
        builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(_time);
            builder.Logging.AddProvider(_log);
        },
        hasOperators: false);

    private async Task<HttpResponseMessage> SubmitAsync(
        DashboardBrowser browser, string name = Name, string email = Email, string password = Password, string? page = null, string? token = null)
    {
        page ??= await browser.ReadAsync(Link);
        return await browser.PostAsync(
            "/dashboard/setup", ("token", token ?? Token), ("name", name), ("email", email), ("password", password),
            ("__RequestVerificationToken", DashboardBrowser.Token(page)));
    }

    private async Task<int> CountAccountsAsync()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<UserManager<LivecallerOperator>>().Users.CountAsync(TestContext.Current.CancellationToken);
    }

    private sealed class LoggedLines : ILoggerProvider, ILogger
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

        public IEnumerable<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
