using System.Collections.Concurrent;

namespace Livecaller.Testing.Tests.Client;

public sealed class FaultTests
{
    [Fact]
    public async Task A_refused_message_is_shown_as_failed_and_can_be_sent_again()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host);
        var conversation = await chat.StartAsync("Hello?");

        host.Faults.Refuse(422, "/messages");
        var refused = await host.UntilAsync(conversation.SendAndSettleAsync(new() { Content = "Again" }), cancellationToken: Chat.Ct);
        Assert.Equal(MessageStatus.Failed, refused.Status);
        await conversation.RetryAsync(refused.Id, Chat.Ct);
        await host.UntilAsync(() => host.MessagesOf(host.Conversations[0].Id).Count == 2, cancellationToken: Chat.Ct);

        Assert.Equal(refused.Id, host.MessagesOf(host.Conversations[0].Id)[1].Id);
    }

    [Fact]
    public async Task Messages_sent_without_a_network_are_stored_in_order_when_it_is_back()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host);
        var conversation = await chat.StartAsync("Hello?");

        host.Faults.GoOffline();
        var one = conversation.SendAndSettleAsync(new() { Content = "1" });
        var two = conversation.SendAndSettleAsync(new() { Content = "2" });
        await host.PassAsync(TimeSpan.FromSeconds(5), Chat.Ct);
        Assert.False(one.IsCompleted);
        host.Faults.GoOnline();
        await host.UntilAsync(Task.WhenAll(one, two), cancellationToken: Chat.Ct);

        Assert.Equal(["Hello?", "1", "2"], host.MessagesOf(host.Conversations[0].Id).Select(m => m.Content));
    }

    [Fact]
    public async Task A_conversation_that_the_operator_starts_is_told_once()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host, "ana");
        var started = new ConcurrentQueue<string>();
        using var listening = chat.Client.Events.On<ConversationWasStarted>(e => started.Enqueue(e.Conversation.Id.Value));
        await chat.Client.StartBackgroundEventsAsync(Chat.Ct);
        await host.UntilAsync(() => host.Subscriptions.Count > 0, cancellationToken: Chat.Ct);

        var conversation = await host.Operator.StartsConversationAsync(host.Visitors[0].Uuid, "May I help?");
        await chat.HeardAsync(1);
        await host.PassAsync(TimeSpan.FromSeconds(5), Chat.Ct);

        Assert.Equal([conversation.Id.Value], started);
        Assert.Equal(["May I help?"], chat.Heard);
    }

    [Fact]
    public async Task After_a_switch_of_user_nothing_of_the_first_one_is_heard()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host, "ana");
        await chat.StartAsync("I am Ana");
        await chat.Client.UserLoginAsync(host.IssueToken("ben"), Chat.Ct);
        var ben = await chat.StartAsync("I am Ben");

        await host.Operator.SaysAsync("Hello Ana", host.Conversations[0].Id);
        await host.Operator.SaysAsync("Hello Ben", host.Conversations[1].Id);
        await chat.HeardAsync(1);
        await host.PassAsync(TimeSpan.FromSeconds(5), Chat.Ct);

        Assert.Equal(["Hello Ben"], chat.Heard);
        Assert.Equal(["I am Ben", "Hello Ben"], ben.Snapshot.Messages.Select(m => m.Payload.Content));
    }
}
