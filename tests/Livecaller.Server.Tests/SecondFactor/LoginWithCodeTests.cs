using System.Net;
using Livecaller.Protocol;
using Livecaller.Server.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Server.Tests.SecondFactor;

/// <summary>The login of the operator API with an authenticator app.</summary>
public sealed class LoginWithCodeTests
{
    private const string Email = LivecallerServer.Email;
    private const string Password = LivecallerServer.Password;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));

    [Fact]
    public async Task Without_a_code_the_answer_says_that_one_is_needed_and_no_session_begins()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        await Authenticator.AddAsync(server);

        var answer = await Authenticator.LoginAsync(server, new { email = Email, password = Password });

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal(Problem.SecondFactorRequired, answer.Body.GetProperty("type").GetString());
        Assert.False(answer.Body.TryGetProperty("auth", out _));
    }

    [Fact]
    public async Task With_the_code_the_operator_is_let_in()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var app = await Authenticator.AddAsync(server);
        _time.Advance(TimeSpan.FromSeconds(30));

        var answer = await Authenticator.LoginAsync(server, new { email = Email, password = Password, code = app.Code().Insert(3, " ") });

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.NotEmpty(answer.Body.GetProperty("auth").GetProperty("access_token").GetString()!);
    }

    [Fact]
    public async Task An_account_without_a_second_factor_signs_in_as_before_and_a_code_is_ignored()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);

        Assert.Equal(HttpStatusCode.OK, (await Authenticator.LoginAsync(server, new { email = Email, password = Password })).Status);
        Assert.Equal(HttpStatusCode.OK, (await Authenticator.LoginAsync(server, new { email = Email, password = Password, code = "123456" })).Status);
    }

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task A_clock_may_be_wrong_by_half_a_minute(int steps, bool isRight)
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var app = await Authenticator.AddAsync(server);
        _time.Advance(TimeSpan.FromMinutes(5));

        var answer = await Authenticator.LoginAsync(server, new { email = Email, password = Password, code = app.Code(steps) });

        Assert.Equal(isRight ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, answer.Status);
    }

    [Fact]
    public async Task A_code_is_accepted_once_and_then_only_later_ones()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var app = await Authenticator.AddAsync(server);
        var setUpWith = app.Code();
        _time.Advance(TimeSpan.FromSeconds(30));
        var (used, earlier) = (app.Code(1), app.Code());

        Assert.Equal(HttpStatusCode.Unauthorized, (await Authenticator.LoginAsync(server, new { email = Email, password = Password, code = setUpWith })).Status);
        Assert.Equal(HttpStatusCode.OK, (await Authenticator.LoginAsync(server, new { email = Email, password = Password, code = used })).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Authenticator.LoginAsync(server, new { email = Email, password = Password, code = used })).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Authenticator.LoginAsync(server, new { email = Email, password = Password, code = earlier })).Status);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.OK, (await Authenticator.LoginAsync(server, new { email = Email, password = Password, code = app.Code() })).Status);
    }

    [Fact]
    public async Task Of_many_logins_at_once_with_one_code_one_succeeds()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var app = await Authenticator.AddAsync(server);
        _time.Advance(TimeSpan.FromSeconds(30));
        var code = app.Code();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Authenticator.LoginAsync(server, new { email = Email, password = Password, code })));

        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_recovery_code_lets_in_once_however_it_is_written()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var app = await Authenticator.AddAsync(server);
        var code = app.RecoveryCodes[3];

        Assert.Equal(10, app.RecoveryCodes.Distinct().Count());
        Assert.Equal(HttpStatusCode.OK, (await Authenticator.LoginAsync(server,
            new { email = Email, password = Password, recovery_code = $" {code.ToUpperInvariant().Replace('-', ' ')} " })).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Authenticator.LoginAsync(server, new { email = Email, password = Password, recovery_code = code })).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Authenticator.LoginAsync(server, new { email = Email, password = Password, code = app.RecoveryCodes[4] })).Status);
    }

    [Fact]
    public async Task Both_kinds_of_codes_at_once_are_a_mistake()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);

        var answer = await Authenticator.LoginAsync(server, new { email = Email, password = Password, code = "123456", recovery_code = "x" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.NotEmpty(answer.Error("recovery_code"));
    }

    [Fact]
    public async Task A_wrong_password_is_answered_alike_with_and_without_a_second_factor()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var app = await Authenticator.AddAsync(server);
        _time.Advance(TimeSpan.FromSeconds(30));

        var wrong = await Authenticator.LoginAsync(server, new { email = Email, password = "wrong", code = app.Code() });
        var unknown = await Authenticator.LoginAsync(server, new { email = "nobody@example.com", password = "wrong" });

        Assert.Equal(unknown.Body.GetRawText(), wrong.Body.GetRawText());
        // The code of a refused password was not used.
        Assert.Equal(HttpStatusCode.OK, (await Authenticator.LoginAsync(server, new { email = Email, password = Password, code = app.Code() })).Status);
    }
}
