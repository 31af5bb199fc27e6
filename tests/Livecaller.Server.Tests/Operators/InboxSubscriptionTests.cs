using Livecaller.Protocol;
using Livecaller.Server.Notes;
using Livecaller.Server.Operators;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Operators;

public sealed class InboxSubscriptionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_told_as_the_row_of_its_conversation()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (visitor, olga) = (await server.VisitorAsync(), await server.OperatorAsync());
        var id = await visitor.StartAsync("one");
        await visitor.StartAsync("another");
        using var inbox = await SubscribeAsync(server, olga, new() { OpenOnly = true });
        Assert.Equal((2, new InboxCounts(2, 0, 2, 0, 0)), (inbox.Page.Data.Count, inbox.Counts));

        await SayAsync(visitor, id, "two");

        var changed = await ReadUntilAsync<InboxConversationChanged>(inbox, c => c.Conversation.LastMessage!.Content == "two");
        Assert.Equal((id, 2), (changed.Conversation.Id.Value, changed.Conversation.UnreadCount));
    }

    [Fact]
    public async Task A_conversation_that_is_taken_leaves_those_who_wait_and_comes_to_mine()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (visitor, olga) = (await server.VisitorAsync(), await server.OperatorAsync());
        var id = await visitor.StartAsync("one");
        using var waiting = await SubscribeAsync(server, olga, new() { Status = ConversationStatus.Queued, Sort = InboxSort.Waiting });
        using var mine = await SubscribeAsync(server, olga, new() { Status = ConversationStatus.Active, Assigned = InboxAssignment.Me });

        await olga.PostAsync($"/conversations/{id}/assign");

        Assert.Equal(id, (await ReadUntilAsync<InboxConversationLeft>(waiting, _ => true)).Id.Value);
        Assert.Equal(olga.Id, (await ReadUntilAsync<InboxConversationChanged>(mine, _ => true)).Conversation.Operator!.Id.Value);
    }

    [Fact]
    public async Task Tags_are_told_to_the_lists_of_all_and_of_a_tag()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (visitor, olga) = (await server.VisitorAsync(), await server.OperatorAsync());
        var id = await visitor.StartAsync("one");
        using var all = await SubscribeAsync(server, olga, new() { OpenOnly = true });
        using var tagged = await SubscribeAsync(server, olga, new() { Tag = "VIP" });
        Assert.Empty(tagged.Page.Data);
        var notes = server.Get<INoteService>();

        await notes.SetTagsAsync(OperatorCaller.OnBehalfOf(new(olga.Id)), new(id), new() { Tags = ["vip"] }, Cancelled);
        Assert.Equal(["vip"], (await ReadUntilAsync<InboxConversationChanged>(all, c => c.Conversation.Tags.Count > 0)).Conversation.Tags);
        Assert.Equal(id, (await ReadUntilAsync<InboxConversationChanged>(tagged, _ => true)).Conversation.Id.Value);

        await notes.SetTagsAsync(OperatorCaller.OnBehalfOf(new(olga.Id)), new(id), new() { Tags = [] }, Cancelled);
        Assert.Equal(id, (await ReadUntilAsync<InboxConversationLeft>(tagged, _ => true)).Id.Value);
    }

    [Fact]
    public async Task The_counts_are_told_of_conversations_that_are_in_another_list()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (visitor, olga) = (await server.VisitorAsync(), await server.OperatorAsync());
        using var mine = await SubscribeAsync(server, olga, new() { Status = ConversationStatus.Active, Assigned = InboxAssignment.Me });

        await visitor.StartAsync("one");

        Assert.Equal(new InboxCounts(1, 0, 1, 0, 0), (await ReadUntilAsync<InboxCountsChanged>(mine, _ => true)).Counts);
    }

    [Fact]
    public async Task Nothing_is_lost_between_the_list_and_its_changes()
    {
        await using var server = await LivecallerServer.StartAsync(null, ("Livecaller:Limits:MessagesPerMinute", "100000"));
        var (visitor, olga) = (await server.VisitorAsync(), await server.OperatorAsync());
        var id = await visitor.StartAsync("0");
        using var done = new CancellationTokenSource();
        var last = 0;
        var writing = Task.Run(
            async () =>
            {
                while (!done.IsCancellationRequested) await SayAsync(visitor, id, $"{++last}");
            }, Cancelled);

        List<InboxSubscription> open = [];
        for (var i = 0; i < 20; i++) open.Add(await SubscribeAsync(server, olga, new() { OpenOnly = true }));
        await done.CancelAsync();
        await writing;

        foreach (var inbox in open)
        {
            using (inbox)
            {
                if (inbox.Page.Data[0].LastMessage!.Content != $"{last}")
                    await ReadUntilAsync<InboxConversationChanged>(inbox, c => c.Conversation.LastMessage!.Content == $"{last}");
            }
        }
    }

    [Fact]
    public async Task Whoever_does_not_read_gets_the_newest_state_of_each_conversation_once()
    {
        await using var server = await LivecallerServer.StartAsync(null, ("Livecaller:Limits:MessagesPerMinute", "100000"));
        var (visitor, olga) = (await server.VisitorAsync(), await server.OperatorAsync());
        var id = await visitor.StartAsync("0");
        using var slow = await SubscribeAsync(server, olga, new() { OpenOnly = true });
        using var prompt = await SubscribeAsync(server, olga, new() { OpenOnly = true });

        for (var i = 1; i <= 50; i++) await SayAsync(visitor, id, $"{i}");
        await ReadUntilAsync<InboxConversationChanged>(prompt, c => c.Conversation.LastMessage!.Content == "50");

        await foreach (var changes in slow.ReadAllAsync(Cancelled))
        {
            Assert.Equal("50", Assert.IsType<InboxConversationChanged>(Assert.Single(changes)).Conversation.LastMessage!.Content);
            break;
        }
    }

    [Fact]
    public async Task It_ends_with_the_session()
    {
        await using var server = await LivecallerServer.StartAsync();
        var olga = await server.OperatorAsync();
        var own = (await olga.GetAsync("/auth/sessions")).Data.EnumerateArray().Single(s => s.GetProperty("is_current").GetBoolean());
        var session = own.GetProperty("id").GetString()!;
        var desk = server.Get<IOperatorService>();
        using var inbox = (await desk.SubscribeInboxAsync(OperatorCaller.InSession(new(olga.Id), session), new(), Cancelled)).Value!;

        await olga.PostAsync("/auth/logout");
        await foreach (var changes in inbox.ReadAllAsync(Cancelled)) Assert.Fail($"{changes.Count} changes were told.");

        Assert.Equal(401, inbox.End!.Status);
        Assert.Equal(401, (await desk.SubscribeInboxAsync(OperatorCaller.InSession(new(olga.Id), session), new(), Cancelled)).Problem!.Status);
    }

    [Fact]
    public async Task A_search_is_told_the_changes_of_what_it_found()
    {
        await using var server = await LivecallerServer.StartAsync();
        var (visitor, olga) = (await server.VisitorAsync(), await server.OperatorAsync());
        var found = await visitor.StartAsync("the lamp is broken");
        var other = await visitor.StartAsync("where is my parcel");
        using var inbox = await SubscribeAsync(server, olga, new() { Search = "lamp" });
        Assert.Equal(found, Assert.Single(inbox.Page.Data).Id.Value);

        await SayAsync(visitor, other, "hello?");
        await SayAsync(visitor, found, "hello?");

        Assert.Equal(found, (await ReadUntilAsync<InboxConversationChanged>(inbox, _ => true)).Conversation.Id.Value);
    }

    private static async Task<InboxSubscription> SubscribeAsync(LivecallerServer server, Caller who, InboxQuery query) =>
        (await server.Get<IOperatorService>().SubscribeInboxAsync(OperatorCaller.OnBehalfOf(new(who.Id)), query, Cancelled)).Value!;

    private static async Task<T> ReadUntilAsync<T>(InboxSubscription inbox, Func<T, bool> isExpected) where T : InboxChange
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        patience.CancelAfter(Patience);
        await foreach (var changes in inbox.ReadAllAsync(patience.Token))
            if (changes.OfType<T>().FirstOrDefault(isExpected) is { } found) return found;
        throw new InvalidOperationException("The subscription ended.");
    }

    private static Task<Answer> SayAsync(Caller who, string id, string text) => who.PostAsync($"/conversations/{id}/messages", new { id = Guid.NewGuid(), content = text });
}
