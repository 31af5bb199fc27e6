using Livecaller.Conversations;
using Livecaller.Protocol;
using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Conversations;

public sealed class MessageWindowTests
{
    private const int Most = 200;

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    private static ConversationModel Loaded(params MessagePayload[] messages) =>
        new ConversationModel { MaxMessages = Most }.WithNothingLoaded().WithNewest(messages, isFull: false);

    [Fact]
    public void Hundred_thousand_messages_leave_the_newest_and_a_right_count()
    {
        var model = Loaded();
        for (var sequence = 1; sequence <= 100_000; sequence++) model = model.WithMessage(Message(sequence));

        Assert.Equal((99_801L, 100_000L), (model.Snapshot.Oldest(), model.Snapshot.Newest()));
        Assert.Equal(Most, model.Snapshot.Messages.Count);
        Assert.True(model.Snapshot.HasEarlier);
        Assert.Equal(100_000, model.Snapshot.UnreadCount);
        Assert.InRange(model.Incoming.Count, 0, 1000);
        Assert.Equal(0, model.WithRead(ParticipantType.Visitor, 100_000).Snapshot.UnreadCount);
    }

    [Fact]
    public void Messages_that_nobody_looks_at_are_counted_and_not_kept()
    {
        var model = new ConversationModel { MaxMessages = Most };
        for (var sequence = 1; sequence <= 1000; sequence++) model = model.WithMessage(Message(sequence));

        Assert.Empty(model.Snapshot.Messages);
        Assert.Equal(1000, model.Snapshot.UnreadCount);
    }

    [Fact]
    public void What_is_on_its_way_is_never_dropped()
    {
        var model = Loaded().WithOutgoing(new() { Payload = Message(0) with { Id = new("mine") }, Status = MessageStatus.Pending });
        for (var sequence = 1; sequence <= 1000; sequence++) model = model.WithMessage(Message(sequence));

        Assert.Equal("mine", model.Snapshot.Messages[^1].Id.Value);
        Assert.Equal(Most, model.Snapshot.Messages.Count);
    }

    [Fact]
    public void Pages_and_what_is_on_its_way_join_in_one_order_and_each_message_once()
    {
        var mine = new ConversationMessage { Payload = Message(0) with { Id = new("m6"), Content = "mine" }, Status = MessageStatus.Pending };
        var model = Loaded(Message(4), Message(5)).WithOutgoing(mine).WithOutgoing(mine with { Payload = mine.Payload with { Id = new("later") } });

        model = model.WithEarlier([Message(3), Message(1), Message(2), Message(2)], isFull: false, oldest: 4).WithMessage(Message(6)).WithMessage(Message(7));

        Assert.Equal(["m1", "m2", "m3", "m4", "m5", "m6", "m7", "later"], model.Snapshot.Messages.Select(m => m.Id.Value));
        Assert.Equal(MessageStatus.Sent, model.Snapshot.Messages[5].Status);
    }

    [Fact]
    public void An_edit_that_an_older_page_overtakes_stays()
    {
        var edited = Message(4) with { Content = "edited", EditedAt = DateTimeOffset.UnixEpoch.AddYears(90) };
        var model = Loaded(Message(4), Message(5)).WithMessageUpdated(edited).WithMessageUpdated(Message(9));

        Assert.Equal("edited", model.WithMessage(Message(4)).Snapshot.Messages[0].Payload.Content);
        Assert.Equal(2, model.Snapshot.Messages.Count);
    }

    [Fact]
    public void Page_that_no_longer_adjoins_is_not_taken_in()
    {
        var model = Loaded(Message(500));
        Assert.Same(model, model.WithEarlier([Message(100)], isFull: true, oldest: 101));
        Assert.Same(model, model.WithLater([Message(900)], isFull: true, newest: 899));
    }

    [Fact]
    public async Task Scrolling_back_through_a_long_history_keeps_memory_and_the_way_back()
    {
        var (chat, conversation) = await OpenAsync(600);
        await using var _ = chat;
        while (conversation.Snapshot.HasEarlier) await conversation.LoadEarlierAsync(_ct);
        Assert.Equal(Most, conversation.Snapshot.Messages.Count);
        Assert.Equal("text 1", conversation.Snapshot.Messages[0].Payload.Content);
        Assert.True(conversation.Snapshot.HasLater);

        while (conversation.Snapshot.HasLater) await conversation.LoadLaterAsync(_ct);
        Assert.Equal("text 600", conversation.Snapshot.Messages[^1].Payload.Content);
        AssertWithoutHoles(conversation.Snapshot);
    }

    [Fact]
    public async Task Message_that_comes_while_others_are_shown_is_found_by_scrolling_on()
    {
        var (chat, conversation) = await OpenAsync(600);
        await using var _ = chat;
        var socket = await chat.ConnectAsync(2);
        while (conversation.Snapshot.HasEarlier) await conversation.LoadEarlierAsync(_ct);
        socket.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", "new"));
        await Wait.UntilAsync(() => conversation.Snapshot.Info?.LastSequence == 602, "it is heard of");
        Assert.DoesNotContain(conversation.Snapshot.Messages, m => m.Payload.Content == "new");

        while (conversation.Snapshot.HasLater) await conversation.LoadLaterAsync(_ct);
        Assert.Equal("new", conversation.Snapshot.Messages[^1].Payload.Content);
        AssertWithoutHoles(conversation.Snapshot);
    }

    [Fact]
    public async Task Answered_message_that_is_not_loaded_is_shown_with_its_neighbours()
    {
        var (chat, conversation) = await OpenAsync(600);
        await using var _ = chat;
        var old = new MessageId("m100");
        Assert.True(await conversation.ShowAsync(old, _ct));
        Assert.Contains(conversation.Snapshot.Messages, m => m.Id == old);
        Assert.True(conversation.Snapshot is { HasEarlier: true, HasLater: true });
        Assert.False(await conversation.ShowAsync(new("nobody's"), _ct));

        await conversation.ShowNewestAsync(_ct);
        Assert.Equal("text 600", conversation.Snapshot.Messages[^1].Payload.Content);
        Assert.False(conversation.Snapshot.HasLater);
        AssertWithoutHoles(conversation.Snapshot);
    }

    [Fact]
    public async Task Who_sends_is_taken_to_the_newest_messages()
    {
        var (chat, conversation) = await OpenAsync(600);
        await using var _ = chat;
        await conversation.ShowAsync(new("m100"), _ct);
        await conversation.SendAndSettleAsync(new() { Content = "mine" });
        await Wait.UntilAsync(() => conversation.Snapshot.Phase == ConversationPhase.Ready, "the newest page");
        Assert.Equal(["text 600", "mine"], conversation.Snapshot.Messages.TakeLast(2).Select(m => m.Payload.Content));
        Assert.False(conversation.Snapshot.HasLater);
        AssertWithoutHoles(conversation.Snapshot);
    }

    private static async Task<(Chat, Conversation)> OpenAsync(int messages)
    {
        var chat = new Chat { MaxLoadedMessages = Most };
        await chat.CreateAsync();
        chat.Server.Begin("ann", [.. Enumerable.Range(1, messages).Select(i => $"text {i}")]);
        await chat.Client.UserLoginAsync("ann", TestContext.Current.CancellationToken);
        var conversation = await chat.Client.OpenConversationAsync(TestContext.Current.CancellationToken);
        await Wait.UntilAsync(() => conversation.Snapshot.Phase == ConversationPhase.Ready, "the newest page");
        return (chat, conversation);
    }

    private static void AssertWithoutHoles(ConversationSnapshot snapshot)
    {
        var sequences = snapshot.Messages.Select(m => m.Payload.Sequence).ToArray();
        Assert.Equal(Enumerable.Range(0, sequences.Length).Select(i => sequences[0] + i), sequences);
    }

    private static MessagePayload Message(long sequence) => new()
    {
        Id = new($"m{sequence}"),
        ConversationId = new("c1"),
        Sequence = sequence,
        Sender = new() { Type = ParticipantType.Operator, Id = "o" },
        Content = "hello",
        CreatedAt = DateTimeOffset.UnixEpoch,
    };
}
