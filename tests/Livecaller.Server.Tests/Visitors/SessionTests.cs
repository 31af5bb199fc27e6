using System.Net;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Visitors;

public sealed class SessionTests
{
    [Fact]
    public async Task The_same_subject_is_the_same_visitor_and_an_anonymous_one_is_always_new()
    {
        await using var server = await LivecallerServer.StartAsync();
        Assert.Equal((await server.VisitorAsync(Jwt.For("u1"))).Id, (await server.VisitorAsync(Jwt.For("u1"))).Id);
        Assert.NotEqual((await server.VisitorAsync()).Id, (await server.VisitorAsync()).Id);
    }

    [Fact]
    public async Task A_session_is_refreshed_and_ends_with_logout()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync(Jwt.For("u1", "Ada"));
        var fresh = await visitor.GetAsync("/auth/visitor");
        Assert.Equal("Ada", fresh.Data.GetProperty("visitor").GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await visitor.PostAsync("/auth/logout")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.GetAsync("/conversations")).Status);
    }

    [Fact]
    public async Task Made_up_and_missing_tokens_are_refused()
    {
        await using var server = await LivecallerServer.StartAsync();
        foreach (var token in (string?[])[null, "x", "lcv.a.9999999999.00"])
            Assert.Equal(HttpStatusCode.Unauthorized, (await new Caller(server.NewClient(token), "/v1/widget", "", "").GetAsync("/conversations")).Status);
        var olga = await server.OperatorAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await new Caller(olga.Client, "/v1/widget", "", "").GetAsync("/conversations")).Status);
    }
}
