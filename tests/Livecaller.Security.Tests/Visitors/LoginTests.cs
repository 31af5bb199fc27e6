using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Security.Tests.Visitors;

/// <summary>Strangers who log in over and over.</summary>
public sealed class LoginTests
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    [Theory]
    [InlineData("AnonymousLoginsPerMinute")]
    [InlineData("VisitorLoginsPerMinute")]
    [InlineData("LoginsPerMinute")]
    public async Task Each_kind_of_login_has_a_limit_of_its_own(string exhausted)
    {
        await using var server = await LivecallerServer.StartAtAsync(_time, ($"Livecaller:Limits:{exhausted}", "1"));
        var kinds = new Dictionary<string, Func<Task<HttpStatusCode>>>
        {
            ["AnonymousLoginsPerMinute"] = () => VisitorAsync(null),
            ["VisitorLoginsPerMinute"] = () => VisitorAsync(Jwt.For("anna")),
            ["LoginsPerMinute"] = OperatorAsync,
        };
        Assert.Equal(HttpStatusCode.OK, await kinds[exhausted]());

        Assert.Equal(HttpStatusCode.TooManyRequests, await kinds[exhausted]());

        foreach (var (kind, login) in kinds)
            if (kind != exhausted) Assert.Equal(HttpStatusCode.OK, await login());

        async Task<HttpStatusCode> VisitorAsync(string? token) =>
            (await new Caller(server.NewClient(), "/v1/widget", "", "").PostAsync("/auth/login", new { jwt_token = token })).Status;

        async Task<HttpStatusCode> OperatorAsync() =>
            (await new Caller(server.NewClient(), "/v1/operator", "", "").PostAsync("/auth/login", new { email = LivecallerServer.Email, password = LivecallerServer.Password })).Status;
    }

    [Fact]
    public async Task Tokens_that_are_not_valid_count_as_logins_with_a_token()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time, ("Livecaller:Limits:VisitorLoginsPerMinute", "1"));
        var stranger = new Caller(server.NewClient(), "/v1/widget", "", "");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await stranger.PostAsync("/auth/login", new { jwt_token = "a.b.c" })).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await stranger.PostAsync("/auth/login", new { jwt_token = "a.b.c" })).Status);
    }
}
