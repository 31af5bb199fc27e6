using Livecaller.Protocol;

namespace Livecaller.Testing.Tests.Client;

public sealed class AroundTests
{
    [Fact]
    public async Task A_transcript_that_was_asked_for_can_be_looked_at()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host);
        var conversation = await chat.StartAsync("Hi");
        await host.Operator.SaysAsync("Good evening");

        await conversation.RequestTranscriptAsync(" ana@example.com ", Chat.Ct);

        Assert.Equal((conversation.Snapshot.Info!.Id, "ana@example.com"), Assert.Single(host.Transcripts));
        await Assert.ThrowsAsync<ArgumentException>(() => conversation.RequestTranscriptAsync("ana", Chat.Ct));
    }

    [Fact]
    public async Task Without_the_feature_there_is_no_transcript()
    {
        await using var host = new LivecallerTestHost(new LivecallerTestHostOptions { WidgetConfiguration = LivecallerTestHostOptions.DefaultWidget with { Features = [] } });
        await using var chat = await Chat.CreateAsync(host);
        var conversation = await chat.StartAsync("Hi");

        var refused = await Assert.ThrowsAsync<LivecallerApiException>(() => conversation.RequestTranscriptAsync("ana@example.com", Chat.Ct));

        Assert.Equal(System.Net.HttpStatusCode.Conflict, refused.StatusCode);
    }

    [Fact]
    public async Task A_call_back_begins_a_conversation_that_is_followed()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host);
        var wanted = new CallbackRequest { Phone = "+995 555 123456", Note = "About the lamp", At = host.Time.GetUtcNow().AddHours(2) };

        var conversation = await host.UntilAsync(chat.Client.RequestCallbackAsync(wanted, Chat.Ct), cancellationToken: Chat.Ct);
        await chat.SubscribedAsync(conversation);
        await host.Operator.SaysAsync("We will call you at eleven.");
        await chat.HeardAsync(1);

        Assert.Equal(wanted.Phone, Assert.Single(host.Callbacks).Callback!.Phone);
        await host.UntilAsync(() => conversation.Snapshot.Messages.Count == 3, cancellationToken: Chat.Ct);
        var notice = conversation.Snapshot.Messages[0].Payload.Notice!;
        Assert.Equal((MessageNotice.Callback, wanted.Phone, wanted.At), (notice.Type, notice.Phone, notice.At));
        Assert.Equal("About the lamp", conversation.Snapshot.Messages[1].Payload.Content);
        Assert.Equal(1, chat.Client.UnreadCount);
    }

    [Fact]
    public async Task A_call_back_that_is_repeated_with_its_id_is_one()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host);
        var wanted = new CallbackRequest { Id = MessageId.New(host.Time), Phone = "030 123456" };

        var first = await host.UntilAsync(chat.Client.RequestCallbackAsync(wanted, Chat.Ct), cancellationToken: Chat.Ct);
        var second = await host.UntilAsync(chat.Client.RequestCallbackAsync(wanted, Chat.Ct), cancellationToken: Chat.Ct);

        Assert.Same(first, second);
        Assert.Single(host.Callbacks);
        await Assert.ThrowsAsync<ArgumentException>(() => chat.Client.RequestCallbackAsync(new() { Phone = "none" }, Chat.Ct));
    }

    [Fact]
    public async Task A_transfer_is_said_in_the_log_and_is_not_unread()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host);
        var conversation = await chat.StartAsync("Hi");
        await host.Operator.JoinsAsync();

        await host.Operator.TransfersAsync("Nino");

        await host.UntilAsync(() => conversation.Snapshot.Messages.Count == 2, cancellationToken: Chat.Ct);
        var notice = conversation.Snapshot.Messages[1].Payload.Notice!;
        Assert.Equal((MessageNotice.Transferred, "Nino", "Nino"), (notice.Type, notice.Operator!.Name, conversation.Snapshot.Info!.Operator!.Name));
        Assert.Equal((0, 0), (conversation.Snapshot.UnreadCount, host.Conversations[0].Info.UnreadCount));
    }

    [Fact]
    public async Task Whoever_waits_hears_that_the_place_is_a_better_one()
    {
        await using var host = new LivecallerTestHost();
        await using var first = await Chat.CreateAsync(host);
        await using var second = await Chat.CreateAsync(host);
        var before = await first.StartAsync("I was here first");
        var behind = await second.StartAsync("And me");
        Assert.Equal(2, behind.Snapshot.Info!.QueuePosition);

        await host.Operator.JoinsAsync(before.Snapshot.Info!.Id);

        await host.UntilAsync(() => behind.Snapshot.Info!.QueuePosition == 1, cancellationToken: Chat.Ct);
        // A place is announced and not logged.
        Assert.Equal(2, host.EventsOf(behind.Snapshot.Info!.Id).Count);
    }

    [Fact]
    public async Task A_rating_is_known_at_once_and_after_a_reload()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host, "ana");
        var conversation = await chat.StartAsync("Hi");
        await conversation.CloseAsync(Chat.Ct);

        await conversation.RateAsync(4, null, Chat.Ct);
        Assert.Equal(4, conversation.Snapshot.Info!.Rating);

        await using var again = await Chat.CreateAsync(host, "ana");
        var earlier = await again.Client.OpenConversationAsync(conversation.Snapshot.Info.Id, Chat.Ct);
        Assert.Equal(4, earlier.Snapshot.Info!.Rating);
    }

    [Fact]
    public async Task What_the_visitor_types_can_be_looked_at_where_the_widget_allows_it()
    {
        var widget = LivecallerTestHostOptions.DefaultWidget with { Settings = new() { MessageTypingPreview = true } };
        await using var host = new LivecallerTestHost(new LivecallerTestHostOptions { WidgetConfiguration = widget });
        await using var chat = await Chat.CreateAsync(host);
        var conversation = await chat.StartAsync("Hi");

        await conversation.TypingAsync("Wher", Chat.Ct);
        await host.UntilAsync(() => host.Conversations[0].TypedText == "Wher", cancellationToken: Chat.Ct);
        await host.UntilAsync(conversation.SendAndSettleAsync(new() { Content = "Where is it?" }), cancellationToken: Chat.Ct);

        Assert.Null(host.Conversations[0].TypedText);
    }

    [Fact]
    public async Task A_bot_is_heard_and_takes_nothing()
    {
        await using var host = new LivecallerTestHost();
        await using var chat = await Chat.CreateAsync(host);
        var conversation = await chat.StartAsync("Hi");

        await host.Operator.LetsBotSayAsync("One moment, please");

        await chat.HeardAsync(1);
        Assert.Equal(ConversationStatus.Queued, host.Conversations[0].Info.Status);
        await host.UntilAsync(() => conversation.Snapshot.Messages.Count == 2, cancellationToken: Chat.Ct);
        Assert.Equal(ParticipantType.Bot, conversation.Snapshot.Messages[1].Payload.Sender.Type);
    }
}
