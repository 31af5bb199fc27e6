using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Livecaller.Server.Operators;
using Livecaller.Server.Tests.Support;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Livecaller.Server.Tests.Hosting;

/// <summary>The chat inside an app that has a life of its own.</summary>
public sealed class GuestTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_apps_own_api_description_stays_its_own()
    {
        await using var server = await LivecallerServer.StartGuestAsync(
            static builder => builder.Services.AddOpenApi(),
            static app =>
            {
                app.MapOpenApi();
                app.MapGet("/orders", static () => "none");
                app.MapLivecaller("/chat");
                app.MapLivecallerDocs("/chat");
            });
        using var client = server.NewClient();

        Assert.Equal(["/orders"], await PathsAsync(client, "/openapi/v1.json"));
        var chat = await PathsAsync(client, "/chat/openapi/livecaller.json");
        Assert.Contains("/chat/v1/widget/conversations/{id}/events", chat);
        Assert.All(chat, static path => Assert.StartsWith("/chat/v1/", path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_apps_own_health_checks_stay_its_own()
    {
        await using var server = await LivecallerServer.StartGuestAsync(
            static builder => builder.Services.AddHealthChecks().AddCheck("database", static () => HealthCheckResult.Unhealthy()),
            static app =>
            {
                app.MapLivecaller();
                app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = static check => check.Tags.Count == 0 });
                app.MapHealthChecks("/health/chat", new HealthCheckOptions { Predicate = static check => check.Tags.Contains("livecaller") });
            });
        using var client = server.NewClient();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/health/live", Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/chat", Cancelled)).StatusCode);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/docs")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/openapi/livecaller.json")]
    public async Task Nothing_is_mapped_that_was_not_asked_for(string path)
    {
        await using var server = await LivecallerServer.StartGuestAsync(null, static app =>
        {
            app.MapLivecaller();
            app.MapFallback("{**path}", static () => "the app's own page");
        });
        using var client = server.NewClient();

        Assert.Equal("the app's own page", await client.GetStringAsync(path, Cancelled));
    }

    [Fact]
    public async Task A_fallback_route_of_the_app_does_not_answer_for_the_api()
    {
        await using var server = await LivecallerServer.StartGuestAsync(null, static app =>
        {
            app.MapFallback(static () => "the app's own page");
            app.MapLivecaller("/chat");
        }, "/chat");
        using var client = server.NewClient();

        using var unknown = await client.GetAsync("/chat/v1/nowhere", Cancelled);
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (unknown.StatusCode, unknown.Content.Headers.ContentType!.MediaType));
        using var wrong = await client.PutAsync("/chat/v1/widget/conversations", null, Cancelled);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, wrong.StatusCode);
        Assert.Equal(["GET", "POST"], wrong.Content.Headers.Allow.Order());
        Assert.Equal("the app's own page", await client.GetStringAsync("/v1/widget", Cancelled));
        Assert.Equal("the app's own page", await client.GetStringAsync("/nowhere", Cancelled));
    }

    [Fact]
    public async Task Antiforgery_of_the_app_does_not_refuse_the_apis_calls()
    {
        await using var server = await LivecallerServer.StartGuestAsync(
            static builder => builder.Services.AddAntiforgery(),
            static app =>
            {
                app.UseAntiforgery();
                app.MapLivecaller();
            });
        var visitor = await server.VisitorAsync();

        var id = await visitor.StartAsync("hello");
        using var form = new MultipartFormDataContent { { new StringContent("text"), "file", "note.txt" } };
        using var upload = await visitor.Client.PostAsync("/v1/widget/attachments", form, Cancelled);
        Assert.Equal(HttpStatusCode.Created, upload.StatusCode);
        using var authorize = await visitor.Client.PostAsync("/v1/widget/broadcasting/auth", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["socket_id"] = "1.1",
            ["channel_name"] = $"private-conversation.{id}",
        }), Cancelled);
        Assert.Equal(HttpStatusCode.OK, authorize.StatusCode);
    }

    [Fact]
    public async Task A_default_scheme_and_a_policy_for_everything_leave_the_chat_to_its_own_sessions()
    {
        await using var server = await LivecallerServer.StartGuestAsync(
            static builder =>
            {
                builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
                builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
            },
            static app =>
            {
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapGet("/account", static (ClaimsPrincipal user) => user.Identity!.Name);
                app.MapLivecaller();
                app.MapLivecallerDocs();
            });
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };

        var visitor = await server.VisitorAsync();
        await visitor.StartAsync("hello");
        await server.OperatorAsync();
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/account", Cancelled)).StatusCode);
        foreach (var path in (string[])["/livecaller.js", "/widget/shop", "/docs/", "/openapi/livecaller.json"])
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(path, Cancelled)).StatusCode);
        using var stranger = server.NewClient();
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/v1/widget/conversations", Cancelled)).StatusCode);
    }

    [Fact]
    public async Task The_apps_own_rules_for_accounts_and_its_roles_stay_its_own()
    {
        await using var server = await LivecallerServer.StartGuestAsync(
            static builder => builder.Services.Configure<IdentityOptions>(static options =>
            {
                options.SignIn.RequireConfirmedAccount = true;
                options.Lockout.MaxFailedAccessAttempts = 17;
            }),
            static app => app.MapLivecaller());

        var options = server.Get<IOptions<IdentityOptions>>().Value;
        Assert.True(options.Password.RequireDigit && options.Password.RequireUppercase && options.Password.RequireNonAlphanumeric);
        Assert.Equal(17, options.Lockout.MaxFailedAccessAttempts);
        await using var scope = server.App.Services.CreateAsyncScope();
        Assert.Null(scope.ServiceProvider.GetService<RoleManager<IdentityRole<Guid>>>());

        // "correct horse" has neither a digit nor an upper-case letter, and the account is not confirmed.
        var signIn = scope.ServiceProvider.GetRequiredService<SignInManager<LivecallerOperator>>();
        var account = await signIn.UserManager.FindByEmailAsync(LivecallerServer.Email);
        Assert.True((await signIn.CheckPasswordSignInAsync(account!, LivecallerServer.Password, lockoutOnFailure: true)).Succeeded);
        await server.NewOperatorAsync("peter");
    }

    [Fact]
    public async Task Conventions_reach_every_endpoint()
    {
        await using var server = await LivecallerServer.StartGuestAsync(null, static app => app.MapLivecaller().RequireHost("chat.example"));
        using var client = server.NewClient();

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/v1/widget", Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/livecaller.js", Cancelled)).StatusCode);
        client.DefaultRequestHeaders.Host = "chat.example";
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/v1/widget", Cancelled)).StatusCode);
        var widget = (await client.GetFromJsonAsync<JsonElement>("/v1/widget", Cancelled)).GetProperty("data");
        Assert.Equal("chat.example", widget.GetProperty("realtime").GetProperty("host").GetString());
    }

    [Fact]
    public void What_is_missing_or_cannot_be_mapped_is_told()
    {
        var app = WebApplication.CreateBuilder().Build();
        Assert.Contains("AddLivecaller", Assert.Throws<InvalidOperationException>(() => app.MapLivecaller()).Message, StringComparison.Ordinal);
        Assert.Contains("AddLivecaller", Assert.Throws<InvalidOperationException>(() => app.MapLivecallerDocs()).Message, StringComparison.Ordinal);
        Assert.Contains("{tenant}", Assert.Throws<ArgumentException>(() => app.MapLivecaller("/{tenant}/chat")).Message, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<string>> PathsAsync(HttpClient client, string document) =>
        [.. (await client.GetFromJsonAsync<JsonElement>(document, Cancelled)).GetProperty("paths").EnumerateObject().Select(p => p.Name)];
}
