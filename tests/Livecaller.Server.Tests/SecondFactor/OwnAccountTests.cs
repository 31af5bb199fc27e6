using System.Net;
using Livecaller.Server.Limits;
using Livecaller.Server.SecondFactor;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.SecondFactor;

public sealed class OwnAccountTests
{
    private static readonly AccountProof Right = new(LivecallerServer.Password);
    private static readonly AccountProof Wrong = new("wrong");

    [Fact]
    public async Task A_wrong_code_switches_nothing_on()
    {
        await using var server = await LivecallerServer.StartAsync();
        var session = await Authenticator.BeginSessionAsync(server);

        var result = await Authenticator.UseAsync(server, own => own.AddAuthenticatorAsync(session, Right, AuthenticatorCodes.NewKey(), "000000"));

        Assert.Equal(AccountFault.WrongCode, result.Fault);
        Assert.False((await Authenticator.UseAsync(server, own => own.ReadAsync(session))).Value!.HasAuthenticator);
        await server.OperatorAsync();
    }

    [Fact]
    public async Task Changes_need_the_password()
    {
        await using var server = await LivecallerServer.StartAsync();
        await Authenticator.AddAsync(server);
        var session = await Authenticator.BeginSessionAsync(server);
        var site = new PasskeySite("localhost", "http://localhost");

        var faults = await Authenticator.UseAsync(server, async own => (AccountFault?[])
        [
            (await own.ChangePasswordAsync(session, Wrong, "quite another 7 horse")).Fault,
            (await own.RenewRecoveryCodesAsync(session, Wrong)).Fault,
            (await own.RemoveAuthenticatorAsync(session, Wrong)).Fault,
            (await own.BeginPasskeyAsync(session, Wrong, site)).Fault,
            (await own.RemovePasskeyAsync(session, Wrong, [1])).Fault,
        ]);

        Assert.All(faults, fault => Assert.Equal(AccountFault.WrongPassword, fault));
    }

    [Fact]
    public async Task Who_has_taken_a_session_over_cannot_guess_the_password_in_it()
    {
        await using var server = await LivecallerServer.StartAsync();
        var session = await Authenticator.BeginSessionAsync(server);
        for (var i = 0; i < SignInGate.FreeTries; i++) await Authenticator.UseAsync(server, own => own.RemoveAuthenticatorAsync(session, Wrong));

        await Assert.ThrowsAsync<RateLimitedException>(() => Authenticator.UseAsync(server, own => own.RemoveAuthenticatorAsync(session, Right)));
    }

    [Fact]
    public async Task A_change_of_factors_ends_the_other_sessions_and_not_its_own()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var (own, other) = (await Authenticator.BeginSessionAsync(server), await Authenticator.BeginSessionAsync(server));
        Assert.Equal(3, (await Authenticator.UseAsync(server, account => account.ReadAsync(own))).Value!.Sessions.Count);
        var key = AuthenticatorCodes.NewKey();
        var code = new OtpNet.Totp(key).ComputeTotp();

        Assert.Null((await Authenticator.UseAsync(server, account => account.AddAuthenticatorAsync(own, Right, key, code))).Fault);

        var state = (await Authenticator.UseAsync(server, account => account.ReadAsync(own))).Value!;
        Assert.True(state.HasAuthenticator);
        Assert.Equal(AuthenticatorStore.RecoveryCodes, state.RecoveryCodesLeft);
        Assert.Equal(own, Assert.Single(state.Sessions).Id);
        Assert.Equal(AccountFault.SessionEnded, (await Authenticator.UseAsync(server, account => account.ReadAsync(other))).Fault);
        Assert.Equal(HttpStatusCode.Unauthorized, (await olga.GetAsync("/conversations")).Status);
    }

    [Fact]
    public async Task New_recovery_codes_replace_the_old_ones()
    {
        await using var server = await LivecallerServer.StartAsync();
        var app = await Authenticator.AddAsync(server);
        var session = await Authenticator.BeginSessionAsync(server);

        var renewed = await Authenticator.UseAsync(server, own => own.RenewRecoveryCodesAsync(session, Right));

        Assert.Equal(HttpStatusCode.Unauthorized, (await LoginAsync(server, app.RecoveryCodes[0])).Status);
        Assert.Equal(HttpStatusCode.OK, (await LoginAsync(server, renewed.Value![0])).Status);
    }

    [Fact]
    public async Task Without_the_authenticator_the_password_is_enough_again()
    {
        await using var server = await LivecallerServer.StartAsync();
        await Authenticator.AddAsync(server);
        var session = await Authenticator.BeginSessionAsync(server);

        Assert.Null((await Authenticator.UseAsync(server, own => own.RemoveAuthenticatorAsync(session, Right))).Fault);

        await server.OperatorAsync();
        Assert.Equal(0, (await Authenticator.UseAsync(server, own => own.ReadAsync(session))).Value!.RecoveryCodesLeft);
    }

    [Fact]
    public async Task A_new_password_follows_the_rules_and_ends_the_other_sessions()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var session = await Authenticator.BeginSessionAsync(server);

        var weak = await Authenticator.UseAsync(server, own => own.ChangePasswordAsync(session, Right, "short"));
        var done = await Authenticator.UseAsync(server, own => own.ChangePasswordAsync(session, Right, "seven green umbrellas"));

        Assert.Equal(AccountFault.PasswordRefused, weak.Fault);
        Assert.Contains("12", weak.Reason, StringComparison.Ordinal);
        Assert.Null(done.Fault);
        Assert.Equal(HttpStatusCode.Unauthorized, (await olga.GetAsync("/conversations")).Status);
        Assert.Null((await Authenticator.UseAsync(server, own => own.ReadAsync(session))).Fault);
        var login = new { email = LivecallerServer.Email, password = "seven green umbrellas" };
        Assert.Equal(HttpStatusCode.OK, (await Authenticator.LoginAsync(server, login)).Status);
    }

    [Fact]
    public async Task A_session_is_ended_in_the_list_and_only_the_operators_own()
    {
        await using var server = await LivecallerServer.StartAsync();
        await server.NewOperatorAsync("ivan");
        var (own, other) = (await Authenticator.BeginSessionAsync(server), await Authenticator.BeginSessionAsync(server));
        var ivans = await Authenticator.BeginSessionAsync(server, "ivan@example.com");

        Assert.Equal(AccountFault.NotFound, (await Authenticator.UseAsync(server, account => account.EndSessionAsync(own, ivans))).Fault);
        Assert.Null((await Authenticator.UseAsync(server, account => account.EndSessionAsync(own, other))).Fault);
        Assert.Equal(AccountFault.SessionEnded, (await Authenticator.UseAsync(server, account => account.ReadAsync(other))).Fault);
        Assert.Null((await Authenticator.UseAsync(server, account => account.ReadAsync(ivans))).Fault);
    }

    private static Task<Answer> LoginAsync(LivecallerServer server, string recoveryCode) => Authenticator.LoginAsync(
        server, new { email = LivecallerServer.Email, password = LivecallerServer.Password, recovery_code = recoveryCode });
}
