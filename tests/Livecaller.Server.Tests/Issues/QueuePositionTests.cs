using System.Text.Json;
using Livecaller.Protocol;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Issues;

/// <summary>Each take and each close of a waiting conversation wrote up to 100 events of others' queue positions, inside the write lock.</summary>
public sealed class QueuePositionTests
{
    [Theory]
    [InlineData("assign")]
    [InlineData("messages")]
    [InlineData("close")]
    public async Task Whoever_waits_behind_is_told_the_new_place_and_nothing_is_logged_for_it(string leaving)
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        string[] waiting = [await visitor.StartAsync(), await visitor.StartAsync(), await visitor.StartAsync()];
        var olga = await server.OperatorAsync();
        await using var socket = await PusherSocket.ConnectAsync(server);
        await socket.SubscribeAsync(visitor, $"private-conversation.{waiting[2]}");

        await olga.PostAsync($"/conversations/{waiting[0]}/{leaving}", leaving == "messages" ? new { id = Caller.NewId(), content = "Hi" } : null);

        var told = await socket.ReadAsync(EventNames.ConversationUpdated);
        Assert.Equal(2, told.GetProperty("queue_position").GetInt32());
        Assert.Equal((waiting[2], waiting[2], "queued"),
            (told.GetProperty("id").GetString(), told.GetProperty("conversation_id").GetString(), told.GetProperty("status").GetString()));
        Assert.False(told.TryGetProperty("sequence", out _));
        var log = await visitor.GetAsync($"/conversations/{waiting[2]}/events");
        Assert.Equal(2, log.Body.GetProperty("last_sequence").GetInt64());
        var read = (await visitor.GetAsync($"/conversations/{waiting[2]}")).Data;
        Assert.Equal(2, read.GetProperty("queue_position").GetInt32());
        AssertSame(read, told);
    }

    [Fact]
    public async Task One_that_comes_back_into_the_queue_moves_those_behind_it_back()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var (first, second) = (await visitor.StartAsync(), await visitor.StartAsync());
        var olga = await server.OperatorAsync();
        var department = (await olga.PostAsync("/departments", new { widget_id = "shop", display_name = "Sales" })).Data.GetProperty("id").GetString();
        await using var socket = await PusherSocket.ConnectAsync(server);
        await socket.SubscribeAsync(visitor, $"private-conversation.{second}");

        await olga.PostAsync($"/conversations/{first}/assign");
        Assert.Equal(1, (await socket.ReadAsync(EventNames.ConversationUpdated)).GetProperty("queue_position").GetInt32());
        await olga.PostAsync($"/conversations/{first}/transfer", new { department_id = department });

        Assert.Equal(2, (await socket.ReadAsync(EventNames.ConversationUpdated)).GetProperty("queue_position").GetInt32());
    }

    [Fact]
    public async Task Many_that_leave_at_once_end_with_the_place_that_holds()
    {
        await using var server = await LivecallerServer.StartAsync(settings: ("Livecaller:Limits:ConversationsPerMinute", "1000"));
        var visitor = await server.VisitorAsync();
        List<string> waiting = [];
        for (var i = 0; i < 30; i++) waiting.Add(await visitor.StartAsync());
        var olga = await server.OperatorAsync();
        await using var socket = await PusherSocket.ConnectAsync(server);
        await socket.SubscribeAsync(visitor, $"private-conversation.{waiting[^1]}");

        await Task.WhenAll(waiting.Take(29).Select(id => olga.PostAsync($"/conversations/{id}/assign")));

        var places = new List<int>();
        do places.Add((await socket.ReadAsync(EventNames.ConversationUpdated)).GetProperty("queue_position").GetInt32());
        while (places[^1] != 1);
        Assert.Equal(places.OrderDescending(), places);
    }

    [Fact]
    public async Task The_place_of_a_conversation_with_a_department_and_an_unread_answer_is_told_with_all_that_belongs_to_it()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var olga = await server.OperatorAsync();
        var department = (await olga.PostAsync("/departments", new { widget_id = "shop", display_name = "Sales" })).Data.GetProperty("id").GetString();
        var (first, second) = (await visitor.StartAsync(), await visitor.StartAsync());
        // An answer takes the conversation, and a transfer to a department puts it back.
        await olga.PostAsync($"/conversations/{second}/messages", new { id = Caller.NewId(), content = "Hi" });
        await olga.PostAsync($"/conversations/{second}/transfer", new { department_id = department });
        await using var socket = await PusherSocket.ConnectAsync(server);
        await socket.SubscribeAsync(visitor, $"private-conversation.{second}");

        await olga.PostAsync($"/conversations/{first}/close");

        var told = await socket.ReadAsync(EventNames.ConversationUpdated);
        Assert.Equal(("Sales", 1), (told.GetProperty("department").GetProperty("display_name").GetString(), told.GetProperty("unread_count").GetInt32()));
        AssertSame((await visitor.GetAsync($"/conversations/{second}")).Data, told);
    }

    // What is told is the conversation as it is read, with conversation_id beside.
    private static void AssertSame(JsonElement read, JsonElement told) => Assert.Equal(
        read.EnumerateObject().Select(p => (p.Name, p.Value.GetRawText())).Order(),
        told.EnumerateObject().Where(p => p.Name != "conversation_id").Select(p => (p.Name, p.Value.GetRawText())).Order());
}
