using Livecaller.Protocol;

namespace Livecaller.Testing.Tests.Client;

public sealed class EarlierConversationsTests
{
    [Fact]
    public async Task An_earlier_conversation_is_read_while_the_open_one_stays_as_it_is()
    {
        await using var host = new LivecallerTestHost();
        ConversationId closed;
        await using (var before = await Chat.CreateAsync(host, "ana"))
        {
            var conversation = await before.StartAsync("The lamp is broken");
            await conversation.CloseAsync(Chat.Ct);
            closed = conversation.Snapshot.Info!.Id;
        }

        await using var chat = await Chat.CreateAsync(host, "ana");
        var open = await chat.StartAsync("The new lamp is broken too");

        var earlier = await chat.Client.OpenConversationAsync(closed, Chat.Ct);
        await host.UntilAsync(() => earlier.Snapshot.Phase == ConversationPhase.Ready, cancellationToken: Chat.Ct);

        Assert.Equal("The lamp is broken", Assert.Single(earlier.Snapshot.Messages).Payload.Content);
        Assert.False(earlier.Snapshot.Info!.IsOpen);
        Assert.Same(open, await chat.Client.OpenConversationAsync(Chat.Ct));
        Assert.Same(earlier, await chat.Client.OpenConversationAsync(closed, Chat.Ct));
        Assert.DoesNotContain(ChannelNames.Conversation(closed), host.Subscriptions);
    }

    [Fact]
    public async Task An_earlier_conversation_does_not_take_the_place_of_one_that_is_about_to_begin()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host, "ana");
        var closed = await chat.StartAsync("Done");
        await closed.CloseAsync(Chat.Ct);
        var draft = await host.UntilAsync(chat.Client.OpenConversationAsync(Chat.Ct), cancellationToken: Chat.Ct);

        await chat.Client.OpenConversationAsync(closed.Snapshot.Info!.Id, Chat.Ct);

        Assert.Null(draft.Snapshot.Info);
        Assert.Same(draft, await chat.Client.OpenConversationAsync(Chat.Ct));
    }

    [Fact]
    public async Task An_open_conversation_opened_by_its_id_is_the_one_that_is_open()
    {
        await using var host = new LivecallerTestHost();
        ConversationId id;
        await using (var before = await Chat.CreateAsync(host, "ana")) id = (await before.StartAsync("Hello?")).Snapshot.Info!.Id;
        await host.Operator.SaysAsync("From before");

        await using var chat = await Chat.CreateAsync(host, "ana");
        var byId = await chat.Client.OpenConversationAsync(id, Chat.Ct);
        await chat.SubscribedAsync(byId);
        await host.Operator.SaysAsync("News");
        await chat.HeardAsync(1);

        Assert.Same(byId, await chat.Client.OpenConversationAsync(Chat.Ct));
        Assert.Equal(["News"], chat.Heard);
    }

    [Fact]
    public async Task Somebody_elses_conversation_is_not_there()
    {
        await using var host = new LivecallerTestHost();
        await using var ana = await Chat.CreateAsync(host, "ana");
        var conversation = await ana.StartAsync("Secret");
        await using var eve = await Chat.CreateAsync(host, "eve");

        var refused = await Assert.ThrowsAsync<LivecallerApiException>(() => eve.Client.OpenConversationAsync(conversation.Snapshot.Info!.Id, Chat.Ct));

        Assert.Equal(System.Net.HttpStatusCode.NotFound, refused.StatusCode);
    }

    [Fact]
    public async Task Conversations_come_in_pages()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host, "ana");
        for (var number = 1; number <= 3; number++)
        {
            var conversation = await chat.StartAsync($"Number {number}");
            await conversation.CloseAsync(Chat.Ct);
        }

        var all = await chat.Client.ListConversationsAsync(Chat.Ct);
        var first = await chat.Client.ListConversationsAsync(2, cancellationToken: Chat.Ct);
        var second = await chat.Client.ListConversationsAsync(2, first[^1].Id, Chat.Ct);

        Assert.Equal(all.Select(c => c.Id), first.Concat(second).Select(c => c.Id));
        Assert.Equal((2, 1), (first.Count, second.Count));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => chat.Client.ListConversationsAsync(101, cancellationToken: Chat.Ct));
    }
}
