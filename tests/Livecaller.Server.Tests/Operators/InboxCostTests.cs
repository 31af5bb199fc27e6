using Livecaller.Protocol;
using Livecaller.Server.EventLog;
using Livecaller.Server.Operators;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Operators;

/// <summary>Every open dashboard reads its inbox again and again: what one read costs, everybody waits for.</summary>
public sealed class InboxCostTests
{
    [Fact]
    public async Task A_page_of_fifty_conversations_takes_as_many_queries_as_a_page_of_one()
    {
        await using var server = await LivecallerServer.StartAsync(null, ("Livecaller:Limits:ConversationsPerMinute", "1000"));
        var visitor = await server.VisitorAsync();
        var olga = await server.OperatorAsync();
        for (var i = 0; i < 50; i++)
        {
            var id = await visitor.StartAsync("message " + i);
            if (i % 2 == 0) await olga.PostAsync($"/conversations/{id}/assign");
        }

        var desk = server.Get<IOperatorService>();
        var one = await DatabaseUse.OfAsync(() => desk.ListAsync(OperatorCaller.OnBehalfOf(new(olga.Id)), new InboxQuery { OpenOnly = true, Limit = 1 }));
        var fifty = await DatabaseUse.OfAsync(() => desk.ListAsync(OperatorCaller.OnBehalfOf(new(olga.Id)), new InboxQuery { OpenOnly = true, Limit = 50 }));

        Assert.InRange(fifty.Commands, 1, one.Commands);
    }

    [Fact]
    public async Task The_open_conversations_are_one_list_in_the_order_of_their_activity()
    {
        await using var server = await LivecallerServer.StartAsync(null, ("Livecaller:Limits:ConversationsPerMinute", "1000"));
        var visitor = await server.VisitorAsync();
        var olga = await server.OperatorAsync();
        List<string> ids = [];
        for (var i = 0; i < 9; i++) ids.Add(await visitor.StartAsync("message " + i));
        await olga.PostAsync($"/conversations/{ids[1]}/assign");
        await olga.PostAsync($"/conversations/{ids[4]}/assign");
        await olga.PostAsync($"/conversations/{ids[6]}/close");

        var desk = server.Get<IOperatorService>();
        var query = new InboxQuery { OpenOnly = true, Limit = 3 };
        List<OperatorConversationPayload> all = [];
        for (var more = true; more;)
        {
            var page = await desk.ListAsync(OperatorCaller.OnBehalfOf(new(olga.Id)), query with { Before = all.Count == 0 ? null : all[^1].Id }, TestContext.Current.CancellationToken);
            all.AddRange(page.Value!.Data);
            more = page.Value.HasMore;
        }

        var expected = ids.Where(id => id != ids[6]).ToHashSet();
        Assert.Equal(expected, all.Select(c => c.Id.Value).ToHashSet());
        Assert.Equal(expected.Count, all.Count);
        Assert.Equal([ids[4], ids[1]], all.Take(2).Select(c => c.Id.Value));
        Assert.Equal(all.Where(c => c.Status == ConversationStatus.Queued).OrderBy(c => c.Id.Value).Select(c => c.QueuePosition), Enumerable.Range(1, 6).Select(i => (int?)i));
        Assert.All(all, c => Assert.Equal(1, c.UnreadCount));
        Assert.Equal("message 4", all[0].LastMessage!.Content);
        Assert.Equal("Olga", all[0].Operator!.Name);
    }

    [Fact]
    public async Task Messages_that_arrived_in_many_conversations_are_noted_in_few_transactions_and_told_once_each()
    {
        await using var server = await LivecallerServer.StartAsync(null, ("Livecaller:Limits:ConversationsPerMinute", "1000"));
        var visitor = await server.VisitorAsync();
        var olga = await server.OperatorAsync();
        Dictionary<ConversationId, long> arrived = [];
        for (var i = 0; i < 60; i++) arrived[new(await visitor.StartAsync())] = 2;
        arrived[new("elsewhere")] = 1;
        var desk = server.Get<IOperatorService>();
        List<ConversationSignal> told = [];
        using var subscription = server.Get<IConversationFeed>().Subscribe(told.Add);

        var before = server.Get<GroupWriter>().Transactions;
        await desk.MarkDeliveredAsync(OperatorCaller.OnBehalfOf(new(olga.Id)), arrived, TestContext.Current.CancellationToken);
        var first = server.Get<GroupWriter>().Transactions;
        await desk.MarkDeliveredAsync(OperatorCaller.OnBehalfOf(new(olga.Id)), arrived, TestContext.Current.CancellationToken);

        Assert.Equal((3, 0), (first - before, server.Get<GroupWriter>().Transactions - first));
        await server.App.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(60, told.Count(s => s.EventName == EventNames.ConversationDelivered));
    }
}
