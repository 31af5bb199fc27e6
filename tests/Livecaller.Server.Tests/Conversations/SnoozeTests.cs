using System.Net;
using System.Text.Json;
using Livecaller.Server.Operators;
using Livecaller.Server.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Server.Tests.Conversations;

/// <summary>Conversations that leave the lists for a while, and those that are opened again.</summary>
public sealed class SnoozeTests
{
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task A_snoozed_conversation_leaves_the_lists_and_comes_back_at_its_time_by_itself()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var (olga, visitor) = (await server.OperatorAsync(), await server.VisitorAsync());
        var conversation = await visitor.StartAsync();
        await olga.PostAsync($"/conversations/{conversation}/claim");
        var before = (await visitor.GetAsync($"/conversations/{conversation}/events")).Body.ToString();

        var snoozed = await olga.PostAsync($"/conversations/{conversation}/snooze", new { until = _time.GetUtcNow().AddHours(2) });

        Assert.True(snoozed.Data.GetProperty("is_snoozed").GetBoolean());
        Assert.Empty(await ListAsync(olga, "assigned=me&snoozed=false"));
        Assert.Equal([conversation], await ListAsync(olga, "snoozed=true"));
        Assert.Equal((0, 0, 1), await CountsAsync(server, olga));
        Assert.Equal(before, (await visitor.GetAsync($"/conversations/{conversation}/events")).Body.ToString());

        _time.Advance(TimeSpan.FromHours(1));
        Assert.Empty(await ListAsync(olga, "snoozed=false"));
        await using var team = await PusherSocket.ConnectAsync(server);
        await team.SubscribeAsync(olga, $"presence-widget.{LivecallerServer.Widget}.operators");
        _time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(30));
        var told = await team.ReadAsync("conversation.snoozed");

        Assert.Equal((conversation, false), (told.GetProperty("conversation_id").GetString(), told.GetProperty("is_snoozed").GetBoolean()));
        Assert.Equal([conversation], await ListAsync(olga, "assigned=me&snoozed=false"));
        Assert.Equal((0, 1, 1), await CountsAsync(server, olga));
        Assert.Equal(2, (await olga.GetAsync($"/conversations/{conversation}/operator-events")).Body.GetProperty("last_operator_sequence").GetInt32());
    }

    [Fact]
    public async Task The_visitors_next_message_brings_it_back_and_the_operators_does_not()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time, ("Livecaller:OperatorSessions:IdleTimeout", "90.00:00:00"), ("Livecaller:OperatorSessions:Lifetime", "90.00:00:00"));
        var (olga, visitor) = (await server.OperatorAsync(), await server.VisitorAsync());
        var conversation = await visitor.StartAsync();
        await olga.PostAsync($"/conversations/{conversation}/claim");
        var snoozed = await olga.PostAsync($"/conversations/{conversation}/snooze");
        Assert.Equal(JsonValueKind.Null, snoozed.Data.GetProperty("snoozed_until").ValueKind);

        await olga.PostAsync($"/conversations/{conversation}/messages", new { id = Caller.NewId(), content = "Any news?" });
        Assert.Equal((0, 0, 1), await CountsAsync(server, olga));
        _time.Advance(TimeSpan.FromDays(30));
        Assert.Equal([conversation], await ListAsync(olga, "snoozed=true"));
        Assert.Equal(HttpStatusCode.Created, (await visitor.PostAsync($"/conversations/{conversation}/messages", new { id = Caller.NewId(), content = "Yes" })).Status);

        Assert.Equal([conversation], await ListAsync(olga, "assigned=me&snoozed=false"));
        Assert.Equal((0, 1, 1), await CountsAsync(server, olga));
    }

    [Fact]
    public async Task Closing_assigning_and_waking_end_a_snooze_and_a_time_in_the_past_is_refused()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var (olga, ivan, visitor) = (await server.OperatorAsync(), await server.NewOperatorAsync("ivan"), await server.VisitorAsync());
        var conversation = await visitor.StartAsync();
        var path = $"/conversations/{conversation}";
        await olga.PostAsync(path + "/claim");

        Assert.NotEmpty((await olga.PostAsync(path + "/snooze", new { until = _time.GetUtcNow() })).Error("until"));
        Assert.NotEmpty((await olga.PostAsync(path + "/snooze", new { until = _time.GetUtcNow().AddYears(5) })).Error("until"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await olga.PostAsync(path + "/snooze", new { until = "tomorrow" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await olga.PostAsync($"/conversations/{Caller.NewId()}/snooze")).Status);
        // What a colleague has is not put away without the permission.
        Assert.Equal(HttpStatusCode.Forbidden, (await ivan.PostAsync(path + "/snooze")).Status);

        await olga.PostAsync(path + "/snooze");
        Assert.False((await olga.DeleteAsync(path + "/snooze")).Data.GetProperty("is_snoozed").GetBoolean());
        await olga.PostAsync(path + "/snooze");
        Assert.False((await olga.PostAsync(path + "/assign", new { operator_id = ivan.Id })).Data.GetProperty("is_snoozed").GetBoolean());
        await ivan.PostAsync(path + "/snooze");
        Assert.False((await ivan.PostAsync(path + "/close")).Data.GetProperty("is_snoozed").GetBoolean());
        Assert.Equal(HttpStatusCode.Conflict, (await olga.PostAsync(path + "/snooze")).Status);
        Assert.Equal((0, 0, 0), await CountsAsync(server, olga));
    }

    [Fact]
    public async Task A_closed_conversation_is_opened_again_by_an_operator_who_then_has_it_and_the_visitor_is_told()
    {
        await using var server = await LivecallerServer.StartAtAsync(_time);
        var (olga, ivan, visitor) = (await server.OperatorAsync(), await server.NewOperatorAsync("ivan"), await server.VisitorAsync());
        var conversation = await visitor.StartAsync();
        await visitor.PostAsync($"/conversations/{conversation}/close");
        await using var socket = await PusherSocket.ConnectAsync(server);
        await socket.SubscribeAsync(visitor, $"private-conversation.{conversation}");

        var opened = await ivan.PostAsync($"/conversations/{conversation}/reopen");

        Assert.Equal(("active", "ivan"), (opened.Data.GetProperty("status").GetString(), opened.Data.GetProperty("operator").GetProperty("name").GetString()));
        Assert.Equal("active", (await socket.ReadAsync("conversation.updated")).GetProperty("status").GetString());
        Assert.Equal(HttpStatusCode.Created, (await visitor.PostAsync($"/conversations/{conversation}/messages", new { id = Caller.NewId(), content = "Thanks" })).Status);
        // One that is open stays with whoever has it.
        Assert.Equal("ivan", (await olga.PostAsync($"/conversations/{conversation}/reopen")).Data.GetProperty("operator").GetProperty("name").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await olga.PostAsync($"/conversations/{Caller.NewId()}/reopen")).Status);
    }

    private static async Task<IEnumerable<string?>> ListAsync(Caller olga, string query) =>
        [.. (await olga.GetAsync("/conversations?" + query)).Data.EnumerateArray().Select(c => c.GetProperty("id").GetString())];

    private static async Task<(int Waiting, int Mine, int All)> CountsAsync(LivecallerServer server, Caller who)
    {
        var counts = (await server.Get<IOperatorService>().CountAsync(OperatorCaller.OnBehalfOf(new(who.Id)), TestContext.Current.CancellationToken)).Value!;
        return (counts.Waiting, counts.Mine, counts.All);
    }
}
