using System.Net;
using Livecaller.Server.Limits;
using Livecaller.Server.Operators;
using Livecaller.Server.SecondFactor;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Security.Tests.Operators;

/// <summary>Somebody who knows an operator's password, and guesses the code of the authenticator app.</summary>
public sealed class GuessedCodeTests(ITestOutputHelper output)
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));

    [Fact]
    public async Task From_one_address_a_few_codes_are_tried_in_an_hour_although_the_password_is_right_each_time()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var app = await Authenticator.AddAsync(server);

        var (inMinute, inHour) = (0, 0);
        for (var second = 0; second < 3600; second += 5)
        {
            if (await IsCheckedAsync(server, app.WrongCode(), "203.0.113.5")) (inMinute, inHour) = (inMinute + (second < 60 ? 1 : 0), inHour + 1);
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        output.WriteLine($"Codes that were checked: {inMinute} in the first minute, {inHour} in an hour.");
        Assert.InRange(inMinute, SignInGate.FreeTries, SignInGate.FreeTries + 2);
        Assert.InRange(inHour, SignInGate.FreeTries, 15);
    }

    [Fact]
    public async Task From_many_addresses_fifty_codes_are_tried_in_an_hour_and_the_operator_gets_in_where_known()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var app = await Authenticator.AddAsync(server);

        var tried = 0;
        for (var address = 1; address <= 200; address++)
            if (await IsCheckedAsync(server, app.WrongCode(), $"203.0.113.{address}")) tried++;

        output.WriteLine($"Codes that were checked: {tried} in an hour from 200 addresses.");
        Assert.Equal(SignInGate.MaxTriesPerHour, tried);
        _time.Advance(TimeSpan.FromSeconds(30));
        // Where the helper has begun a session.
        Assert.True(await CheckAsync(server, new(app.Code(), IsRecovery: false), "192.0.2.9"));
    }

    [Fact]
    public async Task Recovery_codes_are_limited_with_the_codes_of_the_app()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var app = await Authenticator.AddAsync(server);
        for (var i = 0; i < SignInGate.FreeTries; i++) Assert.False(await CheckAsync(server, new("wrong", IsRecovery: i % 2 == 0), "203.0.113.5"));

        await Assert.ThrowsAsync<RateLimitedException>(() => CheckAsync(server, new(app.RecoveryCodes[0], IsRecovery: true), "203.0.113.5"));
    }

    [Fact]
    public async Task A_right_password_does_not_forget_the_wrong_codes()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var app = await Authenticator.AddAsync(server);
        var login = new { email = LivecallerServer.Email, password = LivecallerServer.Password, code = app.WrongCode() };
        for (var i = 0; i < SignInGate.FreeTries; i++) Assert.Equal(HttpStatusCode.Unauthorized, (await Authenticator.LoginAsync(server, login)).Status);

        var answer = await Authenticator.LoginAsync(server, login);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status);
        Assert.NotNull(answer.Response.Headers.RetryAfter);
    }

    [Fact]
    public async Task A_copy_of_the_database_has_neither_the_key_nor_a_recovery_code()
    {
        await using var server = await LivecallerServer.StartAsync();
        var app = await Authenticator.AddAsync(server);
        var key = Convert.ToHexString(OtpNet.Base32Encoding.ToBytes(app.KeyText));

        foreach (var file in server.Files())
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            var content = await reader.ReadToEndAsync(_ct);
            Assert.DoesNotContain(key, content, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(app.KeyText, content, StringComparison.OrdinalIgnoreCase);
            Assert.All(app.RecoveryCodes, code => Assert.DoesNotContain(code.Replace("-", "", StringComparison.Ordinal), content, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task With_another_key_ring_codes_are_refused_and_recovery_codes_let_in()
    {
        await using var first = await LivecallerServer.StartAtAsync(_time);
        var app = await Authenticator.AddAsync(first);
        await first.App.StopAsync(_ct);
        await first.App.DisposeAsync();
        Directory.Delete(Path.Combine(first.Directory, "keyring"), recursive: true);
        var log = new LogLines();
        await using var second = await LivecallerServer.StartAsync(first.Directory, _time, log);
        _time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(HttpStatusCode.Unauthorized, (await Authenticator.LoginAsync(
            second, new { email = LivecallerServer.Email, password = LivecallerServer.Password, code = app.Code() })).Status);
        Assert.Equal(HttpStatusCode.OK, (await Authenticator.LoginAsync(
            second, new { email = LivecallerServer.Email, password = LivecallerServer.Password, recovery_code = app.RecoveryCodes[0] })).Status);
        Assert.Contains(log.All, line => line.Contains("cannot be decrypted", StringComparison.Ordinal));
    }

    // Whether a code was compared at all.
    private async Task<bool> IsCheckedAsync(LivecallerServer server, string code, string address)
    {
        try
        {
            Assert.False(await CheckAsync(server, new(code, IsRecovery: false), address));
            return true;
        }
        catch (RateLimitedException)
        {
            return false;
        }
    }

    private async Task<bool> CheckAsync(LivecallerServer server, SecondFactorCode code, string address)
    {
        await using var scope = server.App.Services.CreateAsyncScope();
        var client = new OperatorClient(address, null, address);
        var account = await scope.ServiceProvider.GetRequiredService<OperatorPasswordCheck>()
            .FindAsync(LivecallerServer.Email, LivecallerServer.Password, client, _ct);
        return await scope.ServiceProvider.GetRequiredService<SecondFactorCheck>().CheckAsync(account!, code, client, _ct);
    }
}
