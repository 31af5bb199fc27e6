using System.Net;
using Livecaller.Server.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Server.Tests.Limits;

public sealed class RateTests
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task A_limit_says_when_to_come_back_and_holds_until_then()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time, ("Livecaller:Limits:MessagesPerMinute", "2"));
        var visitor = await server.VisitorAsync();
        var path = $"/conversations/{await visitor.StartAsync()}/messages";
        Task<Answer> SendAsync() => visitor.PostAsync(path, new { id = Caller.NewId(), content = "x" });
        await SendAsync();
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(HttpStatusCode.Created, (await SendAsync()).Status);
        var refused = await SendAsync();
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Equal(TimeSpan.FromSeconds(40), refused.Response.Headers.RetryAfter?.Delta);
        _time.Advance(TimeSpan.FromSeconds(39));
        Assert.Equal(TimeSpan.FromSeconds(1), (await SendAsync()).Response.Headers.RetryAfter?.Delta);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Created, (await SendAsync()).Status);
    }

    [Fact]
    public async Task One_visitors_limit_is_not_anothers()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time, ("Livecaller:Limits:ConversationsPerMinute", "1"));
        var first = await server.VisitorAsync();
        await first.StartAsync();
        Assert.Equal(HttpStatusCode.TooManyRequests, (await first.PostAsync("/conversations")).Status);
        await (await server.VisitorAsync()).StartAsync();
    }

    [Fact]
    public async Task Operator_logins_are_limited_too()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time, ("Livecaller:Limits:LoginsPerMinute", "1"));
        await server.OperatorAsync();
        var nobody = new Caller(server.NewClient(), "/v1/operator", "", "");
        var refused = await nobody.PostAsync("/auth/login", new { email = LivecallerServer.Email, password = LivecallerServer.Password });
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromMinutes(1)), (refused.Status, refused.Response.Headers.RetryAfter?.Delta));
        _time.Advance(TimeSpan.FromMinutes(1));
        await server.OperatorAsync();
    }
}
