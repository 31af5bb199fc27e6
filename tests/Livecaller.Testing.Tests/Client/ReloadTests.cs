namespace Livecaller.Testing.Tests.Client;

public sealed class ReloadTests
{
    [Fact]
    public async Task What_the_operator_has_read_shows_as_read_after_a_reload()
    {
        await using var host = new LivecallerTestHost();
        await using (var before = await Chat.CreateAsync(host, "ana")) await before.StartAsync("Hello?");
        await host.Operator.ReadsAsync();

        await using var after = await Chat.CreateAsync(host, "ana");
        var conversation = await after.Client.OpenConversationAsync(Chat.Ct);
        await host.UntilAsync(() => conversation.Snapshot.Phase == ConversationPhase.Ready, cancellationToken: Chat.Ct);

        Assert.Equal(MessageStatus.Read, Assert.Single(conversation.Snapshot.Messages).Status);
    }

    [Fact]
    public async Task What_the_visitor_has_read_is_known_before_the_messages_are_loaded()
    {
        await using var host = new LivecallerTestHost();
        await using (var before = await Chat.CreateAsync(host, "ana"))
        {
            var first = await before.StartAsync("Hello?");
            await host.Operator.SaysAsync("Read");
            await before.HeardAsync(1);
            await first.MarkReadAsync(Chat.Ct);
        }

        await host.Operator.SaysAsync("Not read");
        var read = host.Conversations[0].VisitorReadSequence;
        await using var after = await Chat.CreateAsync(host, "ana");
        // Nothing but the list is answered.
        host.Faults.Refuse(403, "/messages");
        var conversation = await after.Client.OpenConversationAsync(Chat.Ct);

        Assert.Equal((read, 1), (conversation.Snapshot.VisitorReadSequence, conversation.Snapshot.UnreadCount));
        Assert.True(read > 0);
    }
}
