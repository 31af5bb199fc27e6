using System.Net;
using System.Threading.Channels;
using Livecaller.Protocol;
using Livecaller.Realtime.Channels;
using Livecaller.Server.Operators;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Operators;

public sealed class OperatorTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task An_answer_takes_the_conversation_and_moves_the_queue()
    {
        await using var server = await LivecallerServer.StartAsync();
        var visitor = await server.VisitorAsync();
        var first = await visitor.StartAsync("first words");
        var second = await visitor.StartAsync();
        Assert.Equal(2, (await visitor.GetAsync($"/conversations/{second}")).Data.GetProperty("queue_position").GetInt32());

        var olga = await server.OperatorAsync();
        var found = await olga.GetAsync("/conversations?assigned=none&q=first%20words");
        Assert.Equal(first, found.Data[0].GetProperty("id").GetString());
        Assert.Equal(HttpStatusCode.Created, (await olga.PostAsync($"/conversations/{first}/messages", new { id = Caller.NewId(), content = "Hi" })).Status);

        var taken = (await visitor.GetAsync($"/conversations/{first}")).Data;
        Assert.Equal(("active", 1), (taken.GetProperty("status").GetString(), taken.GetProperty("unread_count").GetInt32()));
        var types = (await visitor.GetAsync($"/conversations/{first}/events")).Data.EnumerateArray().Select(e => e.GetProperty("type").GetString());
        Assert.Equal([EventNames.ConversationStarted, EventNames.ConversationMessage, EventNames.ConversationUpdated, EventNames.ConversationMessage], types);
        Assert.Equal(1, (await visitor.GetAsync($"/conversations/{second}")).Data.GetProperty("queue_position").GetInt32());
        Assert.Equal(1, (await olga.GetAsync("/conversations?assigned=me")).Data.GetArrayLength());
    }

    [Fact]
    public async Task A_read_mark_is_logged_only_when_it_moves_forward()
    {
        await using var server = await LivecallerServer.StartAsync();
        var id = await (await server.VisitorAsync()).StartAsync();
        var olga = await server.OperatorAsync();
        foreach (var sequence in (long[])[2, 2, 1])
            Assert.Equal(HttpStatusCode.NoContent, (await olga.PostAsync($"/conversations/{id}/read", new { sequence })).Status);
        var page = await olga.GetAsync($"/conversations/{id}/events");
        var read = Assert.Single(page.Data.EnumerateArray(), e => e.GetProperty("type").GetString() == EventNames.ConversationRead);
        Assert.Equal(2, read.GetProperty("data").GetProperty("read_sequence").GetInt64());
    }

    [Fact]
    public async Task Assign_works_without_a_body_and_close_ends_it()
    {
        await using var server = await LivecallerServer.StartAsync();
        var id = await (await server.VisitorAsync()).StartAsync();
        var olga = await server.OperatorAsync();
        Assert.Equal(olga.Id, (await olga.PostAsync($"/conversations/{id}/assign")).Data.GetProperty("operator").GetProperty("id").GetString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await olga.PostAsync($"/conversations/{id}/assign", new { operator_id = "none" })).Status);
        Assert.Equal("operator", (await olga.PostAsync($"/conversations/{id}/close")).Data.GetProperty("closed_by").GetString());
        var presence = await olga.PostAsync("/broadcasting/auth", new { socket_id = "1.2", channel_name = "presence-widget.shop.operators" });
        Assert.Contains(olga.Id, presence.Body.GetProperty("channel_data").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_are_broadcast_in_order_and_typing_is_never_stored()
    {
        await using var server = await LivecallerServer.StartAsync();
        var heard = Channel.CreateUnbounded<ConversationSignal>();
        var onChannel = Channel.CreateUnbounded<ChannelEvent>();
        using var feed = server.Get<IConversationFeed>().Subscribe(s => heard.Writer.TryWrite(s));
        using var channel = server.Get<IChannelListener>().Listen("presence-widget.shop.operators", e => onChannel.Writer.TryWrite(e));
        var visitor = await server.VisitorAsync();
        var id = await visitor.StartAsync();
        await visitor.PostAsync($"/conversations/{id}/typing", new { text = "secret draft" });
        await visitor.PostAsync($"/conversations/{id}/typing");
        List<string> names = [];
        for (var i = 0; i < 4; i++)
        {
            var signal = await heard.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);
            names.Add(signal.EventName);
            Assert.DoesNotContain("secret draft", signal.Data.GetRawText(), StringComparison.Ordinal);
        }
        Assert.Equal([EventNames.ConversationStarted, EventNames.ConversationMessage, EventNames.ConversationTyping, EventNames.ConversationTyping], names);
        Assert.Equal(EventNames.ConversationStarted, (await onChannel.Reader.ReadAsync(TestContext.Current.CancellationToken)).Name);
        Assert.Equal(2, (await visitor.GetAsync($"/conversations/{id}/events")).Body.GetProperty("last_sequence").GetInt64());
    }
}
