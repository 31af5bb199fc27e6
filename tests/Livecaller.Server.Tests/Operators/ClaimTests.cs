using System.Net;
using Livecaller.Server.Operators;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Operators;

public sealed class ClaimTests
{
    private const int Operators = 20;

    [Fact]
    public async Task Of_twenty_operators_one_gets_the_conversation_and_the_others_are_told_who_it_is()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        List<Caller> all = [];
        for (var i = 0; i < Operators; i++) all.Add(await server.NewOperatorAsync("Operator" + i));
        var desk = server.Get<IOperatorService>();

        for (var round = 0; round < 5; round++)
        {
            var id = await visitor.StartAsync("who is first?");
            var claims = await Task.WhenAll(all.Select(o => Task.Run(() =>
                desk.ClaimAsync(OperatorCaller.OnBehalfOf(new(o.Id)), new(id), TestContext.Current.CancellationToken), TestContext.Current.CancellationToken)));

            var winner = Assert.Single(claims, c => c.IsSuccess).Value!.Operator!;
            Assert.Equal(Operators - 1, claims.Count(c => c.Problem is { Status: 409 } problem && problem.Detail!.StartsWith(winner.Name + " has", StringComparison.Ordinal)));
            await visitor.PostAsync($"/conversations/{id}/close");
        }
    }

    [Fact]
    public async Task Claiming_twice_changes_nothing_and_what_is_closed_or_unknown_is_refused()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (visitor, olga) = (await server.VisitorAsync(), await server.OperatorAsync());
        var id = await visitor.StartAsync("hello");

        Assert.Equal("active", (await olga.PostAsync($"/conversations/{id}/claim")).Data.GetProperty("status").GetString());
        var again = await olga.PostAsync($"/conversations/{id}/claim");
        Assert.Equal((HttpStatusCode.OK, 3), (again.Status, again.Data.GetProperty("last_sequence").GetInt32()));
        await olga.PostAsync($"/conversations/{id}/close");
        Assert.Equal(HttpStatusCode.Conflict, (await olga.PostAsync($"/conversations/{id}/claim")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await olga.PostAsync("/conversations/none/claim")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await new Caller(server.NewClient(), "/v1/operator", "", "").PostAsync($"/conversations/{id}/claim")).Status);
    }
}
