using Livecaller.Server.Audit;
using Livecaller.Server.SecondFactor;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.SecondFactor;

public sealed class ResetTests
{
    [Fact]
    public async Task After_the_reset_the_password_is_enough_and_the_sessions_have_ended()
    {
        await using var server = await LivecallerServer.StartAsync();
        var app = await Authenticator.AddAsync(server);
        var login = await Authenticator.LoginAsync(server, new { email = LivecallerServer.Email, password = LivecallerServer.Password, recovery_code = app.RecoveryCodes[0] });
        var token = login.Body.GetProperty("auth").GetProperty("access_token").GetString()!;

        Assert.False(await ResetAsync(server, "nobody@example.com"));
        Assert.True(await ResetAsync(server, LivecallerServer.Email));

        await server.OperatorAsync();
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await new Caller(server.NewClient(token), "/v1/operator", "", "").GetAsync("/conversations")).Status);
    }

    private static Task<bool> ResetAsync(LivecallerServer server, string email) =>
        server.Get<SecondFactorReset>().ResetAsync(accounts => accounts.FindByEmailAsync(email), AuditActor.Command, TestContext.Current.CancellationToken);
}
