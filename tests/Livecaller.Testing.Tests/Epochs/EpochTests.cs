using System.Collections.Concurrent;
using System.Text;
using Livecaller.Connection;
using Livecaller.Testing.Tests.Client;

namespace Livecaller.Testing.Tests.Epochs;

/// <summary>The server loses acknowledged events, as when a backup is restored.</summary>
public sealed class EpochTests
{
    [Fact]
    public async Task A_message_written_after_the_restore_is_heard_although_its_sequence_was_used_before()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host, "ana");
        var conversation = await chat.StartAsync("Hello?");
        await host.Operator.SaysAsync("Kept");
        await chat.HeardAsync(1);
        var backup = host.CreateBackup();
        await host.Operator.SaysAsync("Lost");
        await host.Operator.SaysAsync("Lost too");
        await chat.HeardAsync(3);

        host.RestoreBackup(backup);
        await host.Operator.SaysAsync("New");
        await chat.HeardAsync(4);
        await chat.SubscribedAsync(conversation);
        await chat.CaughtUpAsync(conversation);

        Assert.Equal(["Kept", "Lost", "Lost too", "New"], chat.Heard);
        await host.UntilAsync(() => conversation.Snapshot.Phase == ConversationPhase.Ready, cancellationToken: Chat.Ct);
        Assert.Equal(["Hello?", "Kept", "New"], conversation.Snapshot.Messages.Select(m => m.Payload.Content));
    }

    [Fact]
    public async Task Messages_of_the_visitor_that_the_server_lost_are_sent_again_once_and_in_order()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host, "ana");
        var conversation = await chat.StartAsync("Hello?");
        var backup = host.CreateBackup();
        await host.Operator.SaysAsync("A question");
        await chat.HeardAsync(1);
        foreach (var text in (string[])["one", "two", "three"]) await host.UntilAsync(conversation.SendAndSettleAsync(new() { Content = text }), cancellationToken: Chat.Ct);
        var statuses = new ConcurrentQueue<MessageStatus>();
        using var listening = chat.Client.Events.On<MessageStatusChanged>(e => statuses.Enqueue(e.Status));

        host.RestoreBackup(backup);
        await host.UntilAsync(() => host.MessagesOf(host.Conversations[0].Id).Count == 4, cancellationToken: Chat.Ct);
        await chat.SubscribedAsync(conversation);
        await chat.CaughtUpAsync(conversation);

        Assert.Equal(["Hello?", "one", "two", "three"], host.MessagesOf(host.Conversations[0].Id).Select(m => m.Content));
        await host.UntilAsync(() => conversation.Snapshot.Messages.Count(m => m.Status == MessageStatus.Sent) == 4, cancellationToken: Chat.Ct);
        Assert.Empty(statuses);
        Assert.Equal(["A question"], chat.Heard);
    }

    [Fact]
    public async Task A_message_that_waits_follows_those_that_are_sent_again()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host, "ana");
        var conversation = await chat.StartAsync("Hello?");
        var backup = host.CreateBackup();
        await host.UntilAsync(conversation.SendAndSettleAsync(new() { Content = "lost" }), cancellationToken: Chat.Ct);
        host.Faults.Refuse(503, "/messages");
        await conversation.SendAsync(new() { Content = "waits" }, Chat.Ct);

        host.RestoreBackup(backup);
        await host.UntilAsync(() => host.MessagesOf(host.Conversations[0].Id).Count == 3, cancellationToken: Chat.Ct);

        Assert.Equal(["Hello?", "lost", "waits"], host.MessagesOf(host.Conversations[0].Id).Select(m => m.Content));
    }

    [Fact]
    public async Task After_a_cold_restart_the_other_epoch_is_noticed_and_nothing_is_heard_twice()
    {
        await using var host = new LivecallerTestHost();
        var options = host.CreateOptions();
        TestBackup backup;
        await using (var before = await LivecallerClient.CreateAsync(options, Chat.Ct))
        {
            var heardBefore = Listen(before);
            await host.UntilAsync(Login(before, host), cancellationToken: Chat.Ct);
            var conversation = await host.UntilAsync(before.OpenConversationAsync(Chat.Ct), cancellationToken: Chat.Ct);
            await host.UntilAsync(conversation.SendAndSettleAsync(new() { Content = "Hello?" }), cancellationToken: Chat.Ct);
            await host.Operator.SaysAsync("Kept");
            await host.UntilAsync(() => heardBefore.Count == 1, cancellationToken: Chat.Ct);
            backup = host.CreateBackup();
            await host.Operator.SaysAsync("Lost");
            await host.UntilAsync(conversation.SendAndSettleAsync(new() { Content = "Mine" }), cancellationToken: Chat.Ct);
            await host.UntilAsync(() => heardBefore.Count == 2, cancellationToken: Chat.Ct);
        }

        host.RestoreBackup(backup);
        await host.Operator.SaysAsync("New");
        await using var after = await LivecallerClient.CreateAsync(options, Chat.Ct);
        var heard = Listen(after);
        var again = await host.UntilAsync(after.OpenConversationAsync(Chat.Ct), cancellationToken: Chat.Ct);
        await host.UntilAsync(() => again.Snapshot.Messages.Any(m => m.Payload.Content == "Mine" && m.Status == MessageStatus.Sent) && !heard.IsEmpty, cancellationToken: Chat.Ct);
        await host.PassAsync(TimeSpan.FromSeconds(5), Chat.Ct);

        Assert.Equal(["New"], heard);
        Assert.Equal(["Hello?", "Kept", "New", "Mine"], host.MessagesOf(host.Conversations[0].Id).Select(m => m.Content));
    }

    [Fact]
    public async Task What_the_backup_lacks_by_far_is_told_apart_by_its_time()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host, "ana");
        var conversation = await chat.StartAsync("Hello?");
        for (var i = 0; i < 40; i++) await host.Operator.SaysAsync($"kept {i}");
        var backup = host.CreateBackup();
        await host.PassAsync(TimeSpan.FromMinutes(1), Chat.Ct);
        for (var i = 0; i < 60; i++) await host.Operator.SaysAsync($"lost {i}");
        await chat.HeardAsync(100);
        await host.PassAsync(TimeSpan.FromMinutes(1), Chat.Ct);

        host.RestoreBackup(backup);
        await host.Operator.SaysAsync("new 1");
        await host.Operator.SaysAsync("new 2");
        await chat.HeardAsync(102);
        await chat.SubscribedAsync(conversation);
        await chat.CaughtUpAsync(conversation);

        Assert.Equal(["new 1", "new 2"], chat.Heard.Skip(100));
    }

    [Fact]
    public async Task A_conversation_that_is_open_again_and_is_closed_once_more_is_told_once_more()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host, "ana");
        var told = new ConcurrentQueue<LivecallerEventType>();
        using var starts = chat.Client.Events.On<ConversationWasStarted>(e => told.Enqueue(e.Type));
        using var ends = chat.Client.Events.On<ConversationWasClosed>(e => told.Enqueue(e.Type));
        await chat.StartAsync("Hello?");
        await host.Operator.SaysAsync("Hi");
        await chat.HeardAsync(1);
        var backup = host.CreateBackup();
        await host.Operator.ClosesAsync();
        await host.UntilAsync(() => told.Contains(LivecallerEventType.ConversationWasClosed), cancellationToken: Chat.Ct);
        var before = told.ToArray();
        await host.PassAsync(TimeSpan.FromSeconds(5), Chat.Ct);

        host.RestoreBackup(backup);
        await host.UntilAsync(() => host.Subscriptions.Any(s => s.Contains("conversation", StringComparison.Ordinal)), cancellationToken: Chat.Ct);
        Assert.Equal(before, told);
        await host.Operator.ClosesAsync();
        await host.UntilAsync(() => told.Count > before.Length, cancellationToken: Chat.Ct);

        Assert.Equal([.. before, LivecallerEventType.ConversationWasClosed], told);
        Assert.Equal(["Hi"], chat.Heard);
    }

    [Fact]
    public async Task If_the_server_lost_the_whole_conversation_the_messages_start_another()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host, "ana");
        var backup = host.CreateBackup();
        var conversation = await chat.StartAsync("Hello?");
        await host.UntilAsync(conversation.SendAndSettleAsync(new() { Content = "Anybody there?" }), cancellationToken: Chat.Ct);
        var lost = host.Conversations[0].Id;

        host.RestoreBackup(backup);
        await host.UntilAsync(() => host.Conversations is [var other] && host.MessagesOf(other.Id).Count == 2, cancellationToken: Chat.Ct);

        Assert.NotEqual(lost, host.Conversations[0].Id);
        Assert.Equal(["Hello?", "Anybody there?"], host.MessagesOf(host.Conversations[0].Id).Select(m => m.Content));
    }

    [Fact]
    public async Task A_file_that_the_server_lost_is_uploaded_again()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host, "ana");
        var conversation = await chat.StartAsync("Hello?");
        var backup = host.CreateBackup();
        var file = new AttachmentUpload { Name = "notes.txt", ContentType = "text/plain", Content = new MemoryStream(Encoding.UTF8.GetBytes("some notes")) };
        await host.UntilAsync(conversation.SendAndSettleAsync(new() { Content = "Here", Uploads = [file] }), cancellationToken: Chat.Ct);

        host.RestoreBackup(backup);
        await host.UntilAsync(() => host.MessagesOf(host.Conversations[0].Id).Count == 2, cancellationToken: Chat.Ct);

        Assert.Equal("notes.txt", Assert.Single(host.MessagesOf(host.Conversations[0].Id)[1].Attachments).Name);
    }

    [Fact]
    public async Task A_reply_to_a_message_that_is_lost_is_sent_again_without_the_quote()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host, "ana");
        var conversation = await chat.StartAsync("Hello?");
        var backup = host.CreateBackup();
        var question = await host.Operator.SaysAsync("Which size?");
        await chat.HeardAsync(1);
        await host.UntilAsync(conversation.SendAndSettleAsync(new() { Content = "Medium", ReplyTo = question.Id }), cancellationToken: Chat.Ct);

        host.RestoreBackup(backup);
        await host.UntilAsync(() => host.MessagesOf(host.Conversations[0].Id).Count == 2, cancellationToken: Chat.Ct);

        var sent = host.MessagesOf(host.Conversations[0].Id)[1];
        Assert.Equal(("Medium", null), (sent.Content, sent.ReplyTo));
    }

    [Fact]
    public async Task A_message_that_the_server_does_not_take_again_is_shown_as_failed()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host, "ana");
        var conversation = await chat.StartAsync("Hello?");
        var backup = host.CreateBackup();
        var lost = await host.UntilAsync(conversation.SendAndSettleAsync(new() { Content = "lost" }), cancellationToken: Chat.Ct);

        // The first message, which the server still has, is sent again too unless it was loaded before.
        var messages = $"POST /v1/widget/conversations/{host.Conversations[0].Id}/messages";
        host.Faults.Refuse(422, messages);
        host.Faults.Refuse(422, messages);
        host.RestoreBackup(backup);
        bool IsFailed() => conversation.Snapshot.Messages.Any(m => m.Id == lost.Id && m.Status == MessageStatus.Failed);
        bool IsStored() => host.MessagesOf(host.Conversations[0].Id).Count == 2;
        await host.UntilAsync(() => IsFailed(), cancellationToken: Chat.Ct);
        while (!IsStored())
        {
            await conversation.RetryAsync(lost.Id, Chat.Ct);
            await host.UntilAsync(() => IsStored() || IsFailed(), cancellationToken: Chat.Ct);
        }

        Assert.Equal(lost.Id, host.MessagesOf(host.Conversations[0].Id)[1].Id);
    }

    [Fact]
    public async Task A_push_that_reveals_another_epoch_is_handled()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host, "ana");
        await chat.StartAsync("Hello?");
        var backup = host.CreateBackup();
        await host.Operator.SaysAsync("Lost");
        await chat.HeardAsync(1);
        await chat.Client.PauseAsync(Chat.Ct);

        host.RestoreBackup(backup);
        await host.Operator.SaysAsync("New");
        var result = await host.UntilAsync(
            chat.Client.HandlePushAsync($$"""{"conversation_id": "{{host.Conversations[0].Id}}"}""", Chat.Ct), cancellationToken: Chat.Ct);

        Assert.Equal(PushOutcome.Handled, result.Outcome);
        await chat.HeardAsync(2);
        Assert.Equal(["Lost", "New"], chat.Heard);
    }

    private static ConcurrentQueue<string> Listen(LivecallerClient client)
    {
        var heard = new ConcurrentQueue<string>();
        client.Events.On<ConversationMessageReceived>(e => heard.Enqueue(e.Message.Content));
        return heard;
    }

    private static async Task<bool> Login(LivecallerClient client, LivecallerTestHost host)
    {
        await client.UserLoginAsync(host.IssueToken("ana"), Chat.Ct);
        return true;
    }
}
