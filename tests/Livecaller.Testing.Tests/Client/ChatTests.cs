using System.Collections.Concurrent;
using Livecaller.Connection;
using Livecaller.Protocol;

namespace Livecaller.Testing.Tests.Client;

public sealed class ChatTests
{
    [Fact]
    public async Task An_operators_answer_reaches_the_visitor_once()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host, "ana");
        var conversation = await chat.StartAsync("Hello?");

        await host.Operator.SaysAsync("Hello!");
        await chat.HeardAsync(1);
        await host.PassAsync(TimeSpan.FromSeconds(10), Chat.Ct);

        Assert.Equal(["Hello!"], chat.Heard);
        Assert.Equal(["Hello?", "Hello!"], conversation.Snapshot.Messages.Select(m => m.Payload.Content));
        Assert.Equal(["Hello?", "Hello!"], host.MessagesOf(host.Conversations[0].Id).Select(m => m.Content));
    }

    [Fact]
    public async Task What_was_said_while_the_connection_was_down_is_caught_up()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host);
        await chat.StartAsync("Hello?");

        host.Faults.DropConnection(TimeSpan.FromSeconds(20));
        await host.Operator.SaysAsync("One");
        await host.Operator.SaysAsync("Two");
        await host.PassAsync(TimeSpan.FromSeconds(10), Chat.Ct);
        Assert.Empty(chat.Heard);
        await chat.HeardAsync(2);

        Assert.Equal(["One", "Two"], chat.Heard);
    }

    [Fact]
    public async Task Duplicated_reordered_lost_and_late_broadcasts_arrive_once_and_in_order()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host);
        await chat.StartAsync("Hello?");

        host.Faults.Duplicate();
        host.Faults.Reorder();
        host.Faults.Lose();
        host.Faults.Delay(TimeSpan.FromSeconds(5));
        foreach (var text in (string[])["1", "2", "3", "4", "5"]) await host.Operator.SaysAsync(text);
        await chat.HeardAsync(5);
        await host.PassAsync(TimeSpan.FromSeconds(10), Chat.Ct);

        Assert.Equal(["1", "2", "3", "4", "5"], chat.Heard);
    }

    [Fact]
    public async Task An_expired_token_is_told_as_a_failed_authorisation()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host, "ana");
        await chat.StartAsync("Hello?");
        var failed = new ConcurrentQueue<ConversationId>();
        using var listening = chat.Client.Events.On<ConversationAuthFailed>(e => failed.Enqueue(e.ConversationId));

        host.Faults.ExpireToken();
        host.Faults.DropConnection();
        await host.UntilAsync(() => !failed.IsEmpty, cancellationToken: Chat.Ct);

        Assert.Equal([host.Conversations[0].Id], failed);
    }

    [Fact]
    public async Task A_restarted_server_is_found_again()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host);
        var conversation = await chat.StartAsync("Hello?");

        host.Faults.ServerRestart(TimeSpan.FromSeconds(3));
        await host.UntilAsync(() => chat.Client.ConnectionState != ConnectionState.Connected, cancellationToken: Chat.Ct);
        await chat.SubscribedAsync(conversation);
        await host.Operator.SaysAsync("Back again");
        await chat.HeardAsync(1);

        Assert.Equal(["Back again"], chat.Heard);
    }

    [Fact]
    public async Task Two_visitors_hear_nothing_of_each_other()
    {
        await using var host = new LivecallerTestHost();
        await using var ana = await Chat.CreateAsync(host, "ana");
        await using var ben = await Chat.CreateAsync(host, "ben");
        await ana.StartAsync("I am Ana");
        await ben.StartAsync("I am Ben");

        await host.Operator.SaysAsync("Hello Ana", host.Conversations[0].Id);
        await host.Operator.SaysAsync("Hello Ben", host.Conversations[1].Id);
        await ana.HeardAsync(1);
        await ben.HeardAsync(1);
        await host.PassAsync(TimeSpan.FromSeconds(5), Chat.Ct);

        Assert.Equal(["Hello Ana"], ana.Heard);
        Assert.Equal(["Hello Ben"], ben.Heard);
    }

    [Fact]
    public async Task A_message_whose_answer_was_lost_is_stored_once()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host);
        var conversation = await chat.StartAsync("Hello?");

        host.Faults.LoseAnswer("/messages");
        await host.UntilAsync(conversation.SendAndSettleAsync(new() { Content = "Once" }), cancellationToken: Chat.Ct);

        Assert.Equal(["Hello?", "Once"], host.MessagesOf(host.Conversations[0].Id).Select(m => m.Content));
        Assert.Equal(["Hello?", "Once"], conversation.Snapshot.Messages.Select(m => m.Payload.Content));
    }

    [Fact]
    public async Task A_fresh_login_after_an_expired_token_hears_what_was_said_meanwhile()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host, "ana");
        await chat.StartAsync("Hello?");
        var failed = new ConcurrentQueue<ConversationId>();
        using var listening = chat.Client.Events.On<ConversationAuthFailed>(e => failed.Enqueue(e.ConversationId));
        host.Faults.ExpireToken();
        host.Faults.DropConnection();
        await host.UntilAsync(() => !failed.IsEmpty, cancellationToken: Chat.Ct);

        await host.Operator.SaysAsync("Are you there?");
        await chat.Client.UserLoginAsync(host.IssueToken("ana"), Chat.Ct);
        await chat.Client.StartBackgroundEventsAsync(Chat.Ct);
        await chat.HeardAsync(1);

        Assert.Equal(["Are you there?"], chat.Heard);
        Assert.Single(host.Visitors);
    }

    [Fact]
    public async Task A_restarted_app_hears_what_was_said_while_it_was_dead()
    {
        await using var host = new LivecallerTestHost();
        var options = host.CreateOptions();
        await using (var first = await LivecallerClient.CreateAsync(options, Chat.Ct))
        {
            var conversation = await first.OpenConversationAsync(Chat.Ct);
            await host.UntilAsync(conversation.SendAndSettleAsync(new() { Content = "Hello?" }), cancellationToken: Chat.Ct);
        }

        await host.Operator.SaysAsync("Hello!");
        await using var second = await LivecallerClient.CreateAsync(options, Chat.Ct);
        var heard = new ConcurrentQueue<string>();
        using var listening = second.Events.On<ConversationMessageReceived>(e => heard.Enqueue(e.Message.Content));
        await second.StartBackgroundEventsAsync(Chat.Ct);
        await host.UntilAsync(() => !heard.IsEmpty, cancellationToken: Chat.Ct);

        Assert.Equal(["Hello!"], heard);
    }

    [Fact]
    public async Task Typing_reading_editing_and_closing_show_in_the_snapshot()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host);
        var conversation = await chat.StartAsync("Hello?");
        var id = host.Conversations[0].Id;

        await host.Operator.TypesAsync();
        await host.UntilAsync(() => conversation.Snapshot.Typing?.Name == "Olivia", cancellationToken: Chat.Ct);
        await host.Operator.ReadsAsync();
        await host.UntilAsync(() => conversation.Snapshot.OperatorReadSequence == 2, cancellationToken: Chat.Ct);
        var said = await host.Operator.SaysAsync("Helo!");
        await host.Operator.EditsAsync(said.Id, "Hello!");
        await host.UntilAsync(() => conversation.Snapshot.Messages[^1].Payload.Content == "Hello!", cancellationToken: Chat.Ct);
        await conversation.MarkReadAsync(Chat.Ct);
        await host.UntilAsync(() => host.Conversations[0].VisitorReadSequence > 0, cancellationToken: Chat.Ct);
        await host.Operator.ClosesAsync(id);
        await host.UntilAsync(() => conversation.Snapshot.Info is { IsOpen: false }, cancellationToken: Chat.Ct);
        await conversation.RateAsync(5, "Thanks", Chat.Ct);

        Assert.Equal((5, "Thanks"), (host.Conversations[0].Rating, host.Conversations[0].RatingComment));
    }

    [Fact]
    public async Task An_attachment_goes_from_the_client_to_the_store()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host);
        var conversation = await chat.StartAsync("Hello?");
        using var content = new MemoryStream([1, 2, 3]);

        var attachment = await chat.Client.UploadAttachmentAsync(
            new() { Name = "note.txt", ContentType = "text/plain", Content = content }, null, Chat.Ct);
        await host.UntilAsync(conversation.SendAndSettleAsync(new() { Attachments = [attachment] }), cancellationToken: Chat.Ct);

        Assert.Equal(3, Assert.Single(host.MessagesOf(host.Conversations[0].Id)[1].Attachments).Size);
    }
}
