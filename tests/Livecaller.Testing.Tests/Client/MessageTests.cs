namespace Livecaller.Testing.Tests.Client;

public sealed class MessageTests
{
    [Fact]
    public async Task History_of_several_pages_is_loaded_backwards_without_a_gap()
    {
        await using var host = new LivecallerTestHost();
        await using (var before = await Chat.CreateAsync(host, "ana")) await before.StartAsync("0");
        for (var i = 1; i <= 120; i++) await host.Operator.SaysAsync($"{i}");
        await using var chat = await Chat.CreateAsync(host, "ana");
        var conversation = await chat.Client.OpenConversationAsync(Chat.Ct);
        await host.UntilAsync(() => conversation.Snapshot.Phase == ConversationPhase.Ready, cancellationToken: Chat.Ct);

        var sizes = new List<int> { conversation.Snapshot.Messages.Count };
        while (conversation.Snapshot.HasEarlier)
        {
            await conversation.LoadEarlierAsync(Chat.Ct);
            sizes.Add(conversation.Snapshot.Messages.Count);
        }

        Assert.Equal([50, 100, 121], sizes);
        Assert.Equal(Enumerable.Range(0, 121).Select(i => $"{i}"), conversation.Snapshot.Messages.Select(m => m.Payload.Content));
        Assert.Equal(120, conversation.Snapshot.UnreadCount);
        await conversation.LoadEarlierAsync(Chat.Ct);
        Assert.Equal(121, conversation.Snapshot.Messages.Count);
    }

    [Fact]
    public async Task Page_that_cannot_be_loaded_can_be_asked_for_again()
    {
        await using var host = new LivecallerTestHost();
        await using (var before = await Chat.CreateAsync(host, "ana")) await before.StartAsync("0");
        for (var i = 1; i <= 60; i++) await host.Operator.SaysAsync($"{i}");
        await using var chat = await Chat.CreateAsync(host, "ana");
        var conversation = await chat.Client.OpenConversationAsync(Chat.Ct);
        await host.UntilAsync(() => conversation.Snapshot.Phase == ConversationPhase.Ready, cancellationToken: Chat.Ct);

        host.Faults.Refuse(500, "/messages");
        await Assert.ThrowsAsync<LivecallerApiException>(() => conversation.LoadEarlierAsync(Chat.Ct));
        await conversation.LoadEarlierAsync(Chat.Ct);

        Assert.Equal(61, conversation.Snapshot.Messages.Count);
    }

    [Fact]
    public async Task Message_waits_as_long_as_the_server_asks_for_and_is_stored_once()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host);
        var conversation = await chat.StartAsync("Hello?");
        var start = host.Time.GetUtcNow();

        host.Faults.Refuse(429, "/messages");
        var sending = conversation.SendAndSettleAsync(new() { Content = "Patience" });
        Assert.Equal(MessageStatus.Pending, conversation.Snapshot.Messages[^1].Status);
        var sent = await host.UntilAsync(sending, cancellationToken: Chat.Ct);

        Assert.Equal(MessageStatus.Sent, sent.Status);
        Assert.InRange(host.Time.GetUtcNow() - start, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));
        Assert.Equal(["Hello?", "Patience"], host.MessagesOf(host.Conversations[0].Id).Select(m => m.Content));
    }

    [Fact]
    public async Task Discarded_message_is_gone_and_never_sent()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host);
        var conversation = await chat.StartAsync("Hello?");
        host.Faults.Refuse(422, "/messages");
        var refused = await host.UntilAsync(conversation.SendAndSettleAsync(new() { Content = "Refused" }), cancellationToken: Chat.Ct);
        host.Faults.GoOffline();
        var waiting = conversation.SendAndSettleAsync(new() { Content = "Waiting" });
        var after = conversation.SendAndSettleAsync(new() { Content = "After" });

        conversation.Discard(refused.Id);
        conversation.Discard(conversation.Snapshot.Messages[^2].Id);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        host.Faults.GoOnline();
        await host.UntilAsync(after, cancellationToken: Chat.Ct);

        Assert.Equal(["Hello?", "After"], conversation.Snapshot.Messages.Select(m => m.Payload.Content));
        Assert.Equal(["Hello?", "After"], host.MessagesOf(host.Conversations[0].Id).Select(m => m.Content));
    }

    [Fact]
    public async Task Stored_message_cannot_be_discarded()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host);
        var conversation = await chat.StartAsync("Hello?");

        conversation.Discard(conversation.Snapshot.Messages[0].Id);

        Assert.Single(conversation.Snapshot.Messages);
    }

    [Fact]
    public async Task Edited_and_deleted_messages_show_so_at_once_and_after_a_reload()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host, "ana");
        var conversation = await chat.StartAsync("Hello?");
        var edited = await host.Operator.SaysAsync("Helo");
        var deleted = await host.Operator.SaysAsync("Wrong window");
        await host.UntilAsync(() => conversation.Snapshot.UnreadCount == 2, cancellationToken: Chat.Ct);

        await host.Operator.EditsAsync(edited.Id, "Hello");
        await host.Operator.DeletesAsync(deleted.Id);
        await host.UntilAsync(() => conversation.Snapshot.Messages[^1].Payload.DeletedAt is not null, cancellationToken: Chat.Ct);

        AssertShown(conversation.Snapshot);
        Assert.Equal(1, conversation.Snapshot.UnreadCount);
        Assert.Equal(["Helo", "Wrong window"], chat.Heard);
        await using var reloaded = await Chat.CreateAsync(host, "ana");
        var again = await reloaded.Client.OpenConversationAsync(Chat.Ct);
        await host.UntilAsync(() => again.Snapshot.Phase == ConversationPhase.Ready, cancellationToken: Chat.Ct);
        AssertShown(again.Snapshot);
        Assert.Equal(1, again.Snapshot.UnreadCount);
    }

    private static void AssertShown(ConversationSnapshot snapshot)
    {
        Assert.Equal(["Hello?", "Hello", ""], snapshot.Messages.Select(m => m.Payload.Content));
        Assert.Equal([false, true, false], snapshot.Messages.Select(m => m.Payload.EditedAt is not null));
        Assert.Equal([false, false, true], snapshot.Messages.Select(m => m.Payload.DeletedAt is not null));
    }
}
