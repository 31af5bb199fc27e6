using System.Runtime.CompilerServices;
using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Issues;

/// <summary>Closed conversations were followed forever: the 100th channel was refused, which passed for lost access, and all messages stayed in memory.</summary>
public sealed class ClosedConversationsTests
{
    /// <summary>What the server allows each connection.</summary>
    private const int Limit = 100;

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    private async Task<(Chat Chat, ScriptedSocket Socket)> ListeningAsync(params string[] conversations)
    {
        var chat = await Chat.StartAsync();
        chat.Jitter = 0;
        foreach (var text in conversations) chat.Server.Begin("ann", text);
        await chat.Client.UserLoginAsync("ann", _ct);
        await chat.Client.StartBackgroundEventsAsync(_ct);
        var socket = await chat.Sockets.NextAsync();
        socket.Establish();
        _ = socket.AcceptEverythingAsync(Limit);
        await Wait.UntilAsync(() => socket.Channels.Count == 1 + conversations.Length && chat.Server.Count("/events?") >= conversations.Length, "the channels");
        return (chat, socket);
    }

    private static void Close(Chat chat, ScriptedSocket socket, string id) =>
        socket.Send("conversation.closed", $"private-conversation.{id}", chat.Server.CloseConversation(id));

    private async Task BeginAndCloseAsync(Chat chat, ScriptedSocket socket, int number)
    {
        var conversation = await chat.Client.OpenConversationAsync(_ct);
        await conversation.SendAndSettleAsync(new() { Content = $"question {number}" });
        await Wait.UntilAsync(() => socket.Channels.Contains($"private-conversation.c{number}"), "the channel");
        Close(chat, socket, $"c{number}");
        await chat.HearsAsync<ConversationWasClosed>(number);
    }

    [Fact]
    public async Task Many_conversations_one_after_the_other_need_one_channel_at_a_time()
    {
        var (chat, socket) = await ListeningAsync();
        await using var _ = chat;
        for (var number = 1; number <= 150; number++) await BeginAndCloseAsync(chat, socket, number);
        await Wait.UntilAsync(() => socket.Channels.Count == 1, "one channel, the visitor's");
        Assert.Equal(150, chat.HeardOf<ConversationWasClosed>().Length);
        Assert.Equal(0, socket.LimitsReached);
        Assert.Empty(chat.HeardOf<ConversationAuthFailed>());
    }

    [Fact]
    public async Task Closed_conversation_that_nobody_shows_leaves_the_memory()
    {
        var (chat, socket) = await ListeningAsync();
        await using var _ = chat;
        var closed = await CloseOneAsync(chat, socket);
        await Wait.UntilAsync(
            () =>
            {
                GC.Collect();
                return !closed.TryGetTarget(out var _);
            },
            "the conversation is collected");
    }

    // A method of its own: no variable of the test holds it.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference<Conversation>> CloseOneAsync(Chat chat, ScriptedSocket socket)
    {
        var conversation = await chat.Client.OpenConversationAsync(_ct);
        using (conversation.Subscribe(_ => { }))
        {
            await BeginAndCloseAsync(chat, socket, 1);
        }

        return new(conversation);
    }

    [Fact]
    public async Task Closed_conversation_that_somebody_shows_is_found_again_and_goes_on_when_it_is_opened_again()
    {
        var (chat, socket) = await ListeningAsync("hello");
        await using var _ = chat;
        // Nothing but the subscription is kept.
        var contents = new List<string>();
        using var subscription = (await chat.Client.OpenConversationAsync(_ct)).Subscribe(s =>
        {
            lock (contents) contents.AddRange(s.Messages.Select(m => m.Payload.Content));
        });
        Close(chat, socket, "c1");
        await Wait.UntilAsync(() => socket.Channels.Count == 1, "it is not followed");
        GC.Collect();

        var reopened = chat.Server.Reopen("c1");
        socket.Send("conversation.updated", socket.Channels.Single(), reopened);
        await Wait.UntilAsync(() => socket.Channels.Count == 2, "it is followed again");
        socket.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", "one more thing"));
        await chat.HearsAsync<ConversationMessageReceived>(1);
        await Wait.UntilAsync(
            () =>
            {
                lock (contents) return contents.Contains("one more thing");
            },
            "the message on the screen");
        Assert.Equal(["one more thing"], chat.HeardOf<ConversationMessageReceived>().Select(e => e.Message.Content));
    }

    [Fact]
    public async Task Conversation_that_was_closed_and_opened_again_while_nobody_listened_is_followed()
    {
        var (chat, socket) = await ListeningAsync("hello");
        await using var _ = chat;
        chat.Server.CloseConversation("c1");
        chat.Server.Reopen("c1");
        socket.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", "back again"));
        await chat.HearsAsync<ConversationMessageReceived>(1);
        Assert.Equal(2, socket.Channels.Count);
    }

    [Fact]
    public async Task Failed_message_keeps_its_closed_conversation()
    {
        var (chat, socket) = await ListeningAsync("hello");
        await using var _ = chat;
        var conversation = await chat.Client.OpenConversationAsync(_ct);
        chat.Server.Intercept = (_, body) => Task.FromResult(body.Contains("too late", StringComparison.Ordinal) ? WidgetServer.Invalid("content", "closed") : null);
        var failed = await conversation.SendAndSettleAsync(new() { Content = "too late" });
        Close(chat, socket, "c1");
        await Wait.UntilAsync(() => socket.Channels.Count == 1, "it is not followed");
        Assert.Same(conversation, await chat.Client.OpenConversationAsync(new("c1"), _ct));
        conversation.Discard(failed.Id);
        Assert.DoesNotContain(conversation.Snapshot.Messages, m => m.Id == failed.Id);
    }

    [Fact]
    public async Task Push_of_a_closed_conversation_is_handled()
    {
        var (chat, socket) = await ListeningAsync("hello");
        await using var _ = chat;
        Close(chat, socket, "c1");
        await Wait.UntilAsync(() => socket.Channels.Count == 1, "it is not followed");
        Assert.Equal(new(PushOutcome.Handled, new("c1"), 0), await chat.Client.HandlePushAsync("""{"conversation_id":"c1"}""", _ct));
        Assert.Equal(PushOutcome.UnknownConversation, (await chat.Client.HandlePushAsync("""{"conversation_id":"c9"}""", _ct)).Outcome);
    }

    [Fact]
    public async Task More_open_conversations_than_channels_are_no_lost_access_and_their_events_come_later()
    {
        await using var chat = await Chat.StartAsync();
        chat.Jitter = 0;
        for (var number = 1; number <= 120; number++) chat.Server.Begin("ann", "hello");
        await chat.Client.UserLoginAsync("ann", _ct);
        await chat.Client.StartBackgroundEventsAsync(_ct);
        var socket = await chat.Sockets.NextAsync();
        socket.Establish();
        _ = socket.AcceptEverythingAsync(Limit);
        await Wait.UntilAsync(() => socket.LimitsReached == 21, "the limit");
        var without = Enumerable.Range(1, 120).Select(n => $"c{n}").First(id => !socket.Channels.Contains($"private-conversation.{id}"));
        chat.Server.Say(without, "are you there?");
        await chat.PassUntilAsync(() => chat.HeardOf<ConversationMessageReceived>().Length == 1, "the message");
        Assert.Empty(chat.HeardOf<ConversationAuthFailed>());

        // One is closed: another takes its place without waiting.
        var refusals = socket.LimitsReached;
        var closed = socket.Channels.First(c => c.StartsWith("private-conversation.", StringComparison.Ordinal));
        Close(chat, socket, closed["private-conversation.".Length..]);
        await Wait.UntilAsync(() => socket.Channels.Count == Limit && !socket.Channels.Contains(closed), "another channel");
        Assert.True(socket.LimitsReached >= refusals);
        Assert.Empty(chat.HeardOf<ConversationAuthFailed>());
    }
}
