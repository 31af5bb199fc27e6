using System.Net;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Operators;

public sealed class TwoOperatorsTests
{
    [Fact]
    public async Task A_conversation_moves_from_one_to_the_other()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var id = await visitor.StartAsync();
        var olga = await server.OperatorAsync();
        var otto = await server.NewOperatorAsync("otto");
        await olga.PostAsync($"/conversations/{id}/messages", new { id = Caller.NewId(), content = "Hi" });
        Assert.Equal((1, 0), (await CountAsync(olga, "me"), await CountAsync(otto, "me")));

        var moved = await olga.PostAsync($"/conversations/{id}/assign", new { operator_id = otto.Id });
        Assert.Equal("otto", moved.Data.GetProperty("operator").GetProperty("name").GetString());
        Assert.Equal((0, 1, 1), (await CountAsync(olga, "me"), await CountAsync(otto, "me"), await CountAsync(olga, "all")));
        Assert.Equal("otto", (await visitor.GetAsync($"/conversations/{id}")).Data.GetProperty("operator").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Who_answers_a_taken_conversation_does_not_take_it_away()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var id = await visitor.StartAsync();
        var olga = await server.OperatorAsync();
        var otto = await server.NewOperatorAsync("otto");
        await olga.PostAsync($"/conversations/{id}/assign");
        await otto.PostAsync($"/conversations/{id}/messages", new { id = Caller.NewId(), content = "May I help?" });
        Assert.Equal(olga.Id, (await otto.GetAsync($"/conversations/{id}")).Data.GetProperty("operator").GetProperty("id").GetString());
        var message = (await visitor.GetAsync($"/conversations/{id}/messages")).Data.EnumerateArray().Last();
        Assert.Equal(otto.Id, message.GetProperty("sender").GetProperty("id").GetString());
    }

    [Fact]
    public async Task Two_that_take_a_conversation_at_once_leave_it_with_one_of_them()
    {
        await using var server = await LivecallerServer.StartAsync();
        var id = await (await server.VisitorAsync()).StartAsync();
        Caller[] both = [await server.OperatorAsync(), await server.NewOperatorAsync("otto")];
        await Task.WhenAll(both.Select(o => o.PostAsync($"/conversations/{id}/messages", new { id = Caller.NewId(), content = "Hi" })));
        Assert.Equal(1, await CountAsync(both[0], "me") + await CountAsync(both[1], "me"));
    }

    [Fact]
    public async Task Tries_for_one_account_leave_another_one_alone()
    {
        await using var server = await LivecallerServer.StartAsync();
        await server.NewOperatorAsync("otto");
        var nobody = new Caller(server.NewClient(), "/v1/operator", "", "");
        for (var i = 0; i < 5; i++) await nobody.PostAsync("/auth/login", new { email = "otto@example.com", password = "wrong" });
        Assert.Equal(HttpStatusCode.TooManyRequests, (await nobody.PostAsync("/auth/login", new { email = "otto@example.com", password = LivecallerServer.Password })).Status);
        await server.OperatorAsync();
    }

    private static async Task<int> CountAsync(Caller who, string assigned) =>
        (await who.GetAsync($"/conversations?assigned={assigned}")).Data.GetArrayLength();
}
