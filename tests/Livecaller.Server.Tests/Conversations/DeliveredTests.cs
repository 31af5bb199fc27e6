using System.Net;
using System.Text.Json;
using Livecaller.Protocol;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Conversations;

public sealed class DeliveredTests
{
    [Theory]
    [InlineData("messages")]
    [InlineData("events")]
    [InlineData("delivered")]
    public async Task The_visitor_hears_once_that_an_operators_device_has_a_message(string by)
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var olga = await server.OperatorAsync();
        var id = await visitor.StartAsync();
        await using var socket = await PusherSocket.ConnectAsync(server);
        await socket.SubscribeAsync(visitor, "private-conversation." + id);
        Assert.Equal(0, await MarkAsync(visitor, id));
        await visitor.GetAsync($"/conversations/{id}/messages");
        await visitor.GetAsync($"/conversations/{id}/events");
        Assert.Equal(0, await MarkAsync(visitor, id));

        for (var i = 0; i < 2; i++)
        {
            var answer = by == "delivered" ? await olga.PostAsync($"/conversations/{id}/delivered", new { sequence = 2 }) : await olga.GetAsync($"/conversations/{id}/{by}");
            Assert.True(answer.Response.IsSuccessStatusCode);
        }
        Assert.Equal(2, await MarkAsync(visitor, id));
        Assert.Equal(2, await MarkAsync(olga, id));
        Assert.Equal(0, (await visitor.GetAsync($"/conversations/{id}")).Data.GetProperty("operator_read_sequence").GetInt64());

        // Typing comes behind whatever was said of the delivery.
        await olga.PostAsync($"/conversations/{id}/typing");
        var heard = await UntilTypingAsync(socket);
        Assert.Equal($$"""{"conversation_id":"{{id}}","delivered_sequence":2}""", JsonSerializer.Serialize(Assert.Single(heard)));
        Assert.Equal(2, (await visitor.GetAsync($"/conversations/{id}/events")).Body.GetProperty("last_sequence").GetInt64());
    }

    [Fact]
    public async Task What_is_read_was_delivered_and_the_mark_never_goes_back()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var olga = await server.OperatorAsync();
        var id = await visitor.StartAsync();
        await visitor.PostAsync($"/conversations/{id}/messages", new { id = Caller.NewId(), content = "Anybody?" });
        await olga.PostAsync($"/conversations/{id}/read", new { sequence = 3 });
        Assert.Equal(3, await MarkAsync(visitor, id));
        Assert.Equal(HttpStatusCode.NoContent, (await olga.PostAsync($"/conversations/{id}/delivered", new { sequence = 2 })).Status);
        Assert.Equal(3, await MarkAsync(visitor, id));
    }

    [Fact]
    public async Task A_mark_lies_within_the_log_of_a_conversation_that_is_there()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var olga = await server.OperatorAsync();
        var id = await visitor.StartAsync();
        foreach (var sequence in (long[])[-1, 3])
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await olga.PostAsync($"/conversations/{id}/delivered", new { sequence })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await olga.PostAsync($"/conversations/{Caller.NewId()}/delivered", new { sequence = 1 })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.PostAsync($"/conversations/{id}/delivered", new { sequence = 1 })).Status);
        Assert.Equal(0, await MarkAsync(visitor, id));
    }

    [Fact]
    public async Task An_operators_own_messages_deliver_nothing()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var olga = await server.OperatorAsync();
        var id = await visitor.StartAsync();
        await olga.PostAsync($"/conversations/{id}/messages", new { id = Caller.NewId(), content = "Hi" });
        await olga.GetAsync($"/conversations/{id}/events");
        Assert.Equal(2, await MarkAsync(visitor, id));
    }

    [Fact]
    public async Task A_restart_keeps_the_mark()
    {
        var directory = Directory.CreateTempSubdirectory("livecaller-delivered").FullName;
        string id, token;
        await using (var first = await LivecallerServer.StartAsync(directory))
        {
            var visitor = await first.VisitorAsync();
            (id, token) = (await visitor.StartAsync(), visitor.Token);
            await (await first.OperatorAsync()).GetAsync($"/conversations/{id}/messages");
        }
        await using (var second = await LivecallerServer.StartAsync(directory))
            Assert.Equal(2, await MarkAsync(new Caller(second.NewClient(token), "/v1/widget", "", ""), id));
        Directory.Delete(directory, recursive: true);
    }

    private static async Task<long> MarkAsync(Caller caller, string id) =>
        (await caller.GetAsync($"/conversations/{id}")).Data.GetProperty("operator_delivered_sequence").GetInt64();

    private static async Task<List<JsonElement>> UntilTypingAsync(PusherSocket socket)
    {
        List<JsonElement> heard = [];
        while (true)
        {
            var (name, data) = await socket.ReadAnyAsync();
            if (name == EventNames.ConversationTyping) return heard;
            if (name == EventNames.ConversationDelivered) heard.Add(data);
        }
    }
}
