using System.Net;
using Livecaller.Protocol;
using Livecaller.Server.Operators;
using Livecaller.Server.SecondFactor;
using Livecaller.Server.Tests.Support;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Server.Tests.SecondFactor;

/// <summary>A server that requires a second factor, and operators who have lost theirs.</summary>
public sealed class RequirementTests
{
    private const string Setting = "Livecaller:Operators:RequireSecondFactor";

    [Fact]
    public async Task An_administrator_without_one_cannot_use_the_api_and_is_told_why()
    {
        await using var server = await LivecallerServer.StartAsync(null, (Setting, "Administrators"));
        await AddOperatorAsync(server, "ivan");

        var refused = await Authenticator.LoginAsync(server, new { email = LivecallerServer.Email, password = LivecallerServer.Password });

        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Equal(Problem.SecondFactorMissing, refused.Body.GetProperty("type").GetString());
        await server.OperatorAsync("ivan@example.com");
    }

    [Fact]
    public async Task Everybody_is_every_operator()
    {
        await using var server = await LivecallerServer.StartAsync(null, (Setting, "Everybody"));
        await AddOperatorAsync(server, "ivan");

        var refused = await Authenticator.LoginAsync(server, new { email = "ivan@example.com", password = LivecallerServer.Password });

        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
    }

    [Fact]
    public async Task With_an_authenticator_the_operator_is_let_in()
    {
        await using var server = await LivecallerServer.StartAsync(null, (Setting, "Everybody"));
        var app = await Authenticator.AddAsync(server);

        var answer = await Authenticator.LoginAsync(server,
            new { email = LivecallerServer.Email, password = LivecallerServer.Password, recovery_code = app.RecoveryCodes[0] });

        Assert.Equal(HttpStatusCode.OK, answer.Status);
    }

    [Fact]
    public async Task A_session_from_before_the_requirement_does_not_go_on()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var token = olga.Token;
        await server.App.StopAsync(TestContext.Current.CancellationToken);
        await server.App.DisposeAsync();
        await using var strict = await LivecallerServer.StartAsync(server.Directory, (Setting, "Everybody"));

        var answer = await new Caller(strict.NewClient(token), "/v1/operator", "", "").GetAsync("/conversations");

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal(Problem.SecondFactorMissing, answer.Body.GetProperty("type").GetString());
    }

    [Fact]
    public async Task The_last_factor_cannot_be_removed_where_one_is_required()
    {
        await using var server = await LivecallerServer.StartAsync(null, (Setting, "Everybody"));
        await Authenticator.AddAsync(server);
        var session = await Authenticator.BeginSessionAsync(server);

        var result = await Authenticator.UseAsync(server, own => own.RemoveAuthenticatorAsync(session, new(LivecallerServer.Password)));

        Assert.Equal(AccountFault.LastFactor, result.Fault);
    }

    [Fact]
    public async Task An_administrator_resets_the_factor_of_another_operator_whose_sessions_end()
    {
        var log = new LogLines();
        await using var server = await LivecallerServer.StartAsync(null, TimeProvider.System, log);
        var olga = await server.OperatorAsync();
        var ivan = await server.NewOperatorAsync("ivan");
        await Authenticator.AddAsync(server, "ivan@example.com");
        var session = await Authenticator.BeginSessionAsync(server, "ivan@example.com");

        var answer = await olga.DeleteAsync($"/operators/{ivan.Id}/second-factor");

        Assert.Equal(HttpStatusCode.NoContent, answer.Status);
        Assert.Equal(AccountFault.SessionEnded, (await Authenticator.UseAsync(server, own => own.ReadAsync(session))).Fault);
        await server.OperatorAsync("ivan@example.com");
        Assert.Contains(log.All, line => line.Contains($"The second factor of the operator {ivan.Id} was reset by {olga.Id}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_else_resets_it_and_nobody_the_own_one()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (olga, ivan) = (await server.OperatorAsync(), await server.NewOperatorAsync("ivan"));

        Assert.Equal(HttpStatusCode.Forbidden, (await ivan.DeleteAsync($"/operators/{olga.Id}/second-factor")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await olga.DeleteAsync($"/operators/{olga.Id.ToUpperInvariant()}/second-factor")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await olga.DeleteAsync("/operators/nobody/second-factor")).Status);
    }

    private static async Task AddOperatorAsync(LivecallerServer server, string name)
    {
        await using var scope = server.App.Services.CreateAsyncScope();
        var account = new LivecallerOperator { Id = Guid.NewGuid(), UserName = $"{name}@example.com", Email = $"{name}@example.com", DisplayName = name };
        Assert.True((await scope.ServiceProvider.GetRequiredService<UserManager<LivecallerOperator>>().CreateAsync(account, LivecallerServer.Password)).Succeeded);
    }
}
