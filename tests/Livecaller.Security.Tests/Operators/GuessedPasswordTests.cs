using System.Net;
using Livecaller.Server.Limits;
using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Security.Tests.Operators;

/// <summary>Somebody who guesses the password of an operator, or locks the operator out by guessing.</summary>
public sealed class GuessedPasswordTests
{
    private static readonly OperatorClient Office = new("198.51.100.7", "a browser", "198.51.100.7");
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_tries_at_once_let_through_as_many_as_one_after_the_other()
    {
        await using var server = await LivecallerServer.StartAsync();
        var nobody = new Caller(server.NewClient(), "/v1/operator", "", "");

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ =>
            nobody.PostAsync("/auth/login", new { email = LivecallerServer.Email, password = "wrong" })));

        Assert.Equal(SignInGate.FreeTries, answers.Count(a => a.Status == HttpStatusCode.Unauthorized));
        Assert.Equal(40 - SignInGate.FreeTries, answers.Count(a => a.Status == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task Wrong_passwords_end_no_session_and_keep_nobody_out_at_another_address()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var stranger = new Caller(server.NewClient(), "/v1/operator", "", "");
        for (var i = 0; i < 8; i++) await stranger.PostAsync("/auth/login", new { email = LivecallerServer.Email, password = "wrong" });

        Assert.Equal(HttpStatusCode.OK, (await olga.GetAsync("/conversations")).Status);
        Assert.NotNull(await TryAsync(server, LivecallerServer.Email, LivecallerServer.Password, Office));
    }

    [Fact]
    public async Task An_unknown_address_a_wrong_password_and_a_locked_account_are_answered_alike()
    {
        await using var server = await LivecallerServer.StartAsync();
        await server.NewOperatorAsync("ivan");
        await UseAccountsAsync(server, async accounts =>
            await accounts.SetLockoutEndDateAsync((await accounts.FindByEmailAsync("ivan@example.com"))!, DateTimeOffset.MaxValue));
        var nobody = new Caller(server.NewClient(), "/v1/operator", "", "");
        foreach (var _ in Enumerable.Range(0, SignInGate.FreeTries + 1))
        {
            var unknown = await nobody.PostAsync("/auth/login", new { email = "nobody@example.com", password = LivecallerServer.Password });
            var wrong = await nobody.PostAsync("/auth/login", new { email = LivecallerServer.Email, password = "wrong" });
            var locked = await nobody.PostAsync("/auth/login", new { email = "ivan@example.com", password = LivecallerServer.Password });

            Assert.Equal((unknown.Status, unknown.Body.GetRawText()), (wrong.Status, wrong.Body.GetRawText()));
            Assert.Equal((unknown.Status, unknown.Body.GetRawText()), (locked.Status, locked.Body.GetRawText()));
        }
    }

    [Fact]
    public async Task Tries_from_many_addresses_are_stopped_except_where_the_operator_has_signed_in_before()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await TryAsync(server, LivecallerServer.Email, LivecallerServer.Password, Office);
        await server.Get<OperatorSessions>().BeginAsync(olga!, OperatorSessionKind.Dashboard, Office, _ct);
        for (var i = 1; i < SignInGate.MaxTriesPerHour; i++)
            Assert.Null(await TryAsync(server, LivecallerServer.Email, "wrong", new($"203.0.113.{i}", null, $"203.0.113.{i}")));

        await Assert.ThrowsAsync<RateLimitedException>(() =>
            TryAsync(server, LivecallerServer.Email, LivecallerServer.Password, new("192.0.2.1", null, "192.0.2.1")));
        Assert.NotNull(await TryAsync(server, LivecallerServer.Email, LivecallerServer.Password, Office));
    }

    [Fact]
    public async Task A_try_that_broke_off_before_the_password_was_checked_does_not_count()
    {
        await using var server = await LivecallerServer.StartAsync();
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        for (var i = 0; i < 2 * SignInGate.FreeTries; i++)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                TryAsync(server, LivecallerServer.Email, LivecallerServer.Password, Office, gone.Token));
        }

        Assert.NotNull(await TryAsync(server, LivecallerServer.Email, LivecallerServer.Password, Office));
    }

    [Fact]
    public void Each_try_waits_twice_as_long_as_the_one_before_up_to_a_quarter_of_an_hour()
    {
        var time = new FakeTimeProvider();
        using var gate = new SignInGate(time);
        for (var i = 0; i < SignInGate.FreeTries; i++) gate.Begin("olga", "here");

        foreach (var seconds in (int[])[15, 30, 60, 120, 240, 480, 900, 900])
        {
            Assert.Equal(seconds, Assert.Throws<RateLimitedException>(() => gate.Begin("olga", "here")).Seconds);
            time.Advance(TimeSpan.FromSeconds(seconds));
            gate.Begin("olga", "here");
        }

        gate.Begin("olga", "elsewhere");
        gate.Begin("ivan", "here");
    }

    [Fact]
    public async Task Hashes_that_wait_are_limited_and_the_next_ones_are_turned_away()
    {
        using var gate = new SignInGate(TimeProvider.System);
        using var hold = new ManualResetEventSlim();
        var calls = Enumerable.Range(0, 40).Select(_ => gate.HashAsync(() => hold.Wait(TimeSpan.FromSeconds(30)), _ct)).ToList();

        Assert.Equal(24, calls.Count(c => c is { IsFaulted: true, Exception.InnerException: RateLimitedException }));

        hold.Set();
        Assert.All(await Task.WhenAll(calls.Where(c => !c.IsFaulted)), Assert.True);
    }

    [Fact]
    public async Task A_hash_of_fewer_rounds_is_replaced_at_the_sign_in_and_sessions_go_on()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var old = new PasswordHasher<LivecallerOperator>(Options.Create(new PasswordHasherOptions { IterationCount = 10 })).HashPassword(new(), LivecallerServer.Password);
        await UseAccountsAsync(server, async accounts =>
        {
            var account = (await accounts.FindByEmailAsync(LivecallerServer.Email))!;
            account.PasswordHash = old;
            return await accounts.UpdateAsync(account);
        });

        var signedIn = await TryAsync(server, LivecallerServer.Email, LivecallerServer.Password, Office);

        Assert.NotEqual(old, signedIn!.PasswordHash);
        Assert.Equal(PasswordVerificationResult.Success, new OperatorPasswordHasher(new(1_000)).Check(signedIn, LivecallerServer.Password));
        Assert.Equal(HttpStatusCode.OK, (await olga.GetAsync("/conversations")).Status);
    }

    [Fact]
    public void A_new_hash_has_600_000_rounds()
    {
        var hasher = new OperatorPasswordHasher(OperatorPasswordCost.Default);
        var account = new LivecallerOperator();
        account.PasswordHash = hasher.HashPassword(account, LivecallerServer.Password);

        var weaker = new OperatorPasswordHasher(new(600_000 - 1));
        var stronger = new OperatorPasswordHasher(new(600_000 + 1));
        Assert.Equal(PasswordVerificationResult.Success, weaker.Check(account, LivecallerServer.Password));
        Assert.Equal(PasswordVerificationResult.SuccessRehashNeeded, stronger.Check(account, LivecallerServer.Password));
    }

    private async Task<LivecallerOperator?> TryAsync(
        LivecallerServer server, string email, string password, OperatorClient client, CancellationToken? cancellationToken = null)
    {
        await using var scope = server.App.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<OperatorPasswordCheck>().FindAsync(email, password, client, cancellationToken ?? _ct);
    }

    private static async Task UseAccountsAsync(LivecallerServer server, Func<UserManager<LivecallerOperator>, Task<IdentityResult>> use)
    {
        await using var scope = server.App.Services.CreateAsyncScope();
        Assert.True((await use(scope.ServiceProvider.GetRequiredService<UserManager<LivecallerOperator>>())).Succeeded);
    }
}
