using System.Net;
using Livecaller.Protocol;
using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Events;

public sealed class EventSemanticsTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    private async Task<Chat> ListeningAsync(params string[] before)
    {
        var chat = await Chat.StartAsync();
        foreach (var visitor in before) chat.Server.Begin(visitor, "from before");
        await chat.Client.UserLoginAsync("ann", _ct);
        await chat.Client.StartBackgroundEventsAsync(_ct);
        return chat;
    }

    [Fact]
    public async Task Background_listener_without_a_session_does_nothing()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Client.StartBackgroundEventsAsync(_ct);
        await chat.Client.StartBackgroundEventsAsync(_ct);
        Assert.Equal(ConnectionState.Disconnected, chat.Client.ConnectionState);
        Assert.Empty(chat.Server.Requests);
    }

    [Fact]
    public async Task Background_listener_that_was_started_before_the_login_begins_with_it()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Client.StartBackgroundEventsAsync(_ct);
        await chat.Client.UserLoginAsync("ann", _ct);
        await chat.Client.StartBackgroundEventsAsync(_ct);
        await chat.ConnectAsync(1);
        await Wait.UntilAsync(() => chat.Client.ConnectionState == ConnectionState.Connected, "connected");
        Assert.Equal(1, chat.Sockets.Opened);
    }

    [Fact]
    public async Task Operator_message_is_heard_once_and_own_and_earlier_ones_are_not()
    {
        await using var chat = await ListeningAsync("ann");
        var socket = await chat.ConnectAsync(2);
        var first = chat.Server.Say("c1", "hello");
        socket.Send("conversation.message", "private-conversation.c1", first);
        socket.Send("conversation.message", "private-conversation.c1", first);
        socket.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", "mine", "visitor"));
        socket.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", "beep", "bot"));
        await chat.HearsAsync<ConversationMessageReceived>(2);
        var heard = chat.HeardOf<ConversationMessageReceived>();
        Assert.Equal(["hello", "beep"], heard.Select(e => e.Message.Content));
        Assert.Equal("hello", heard[0].Raw.GetProperty("content").GetString());
        Assert.Empty(chat.HeardOf<ConversationWasStarted>());
    }

    [Fact]
    public async Task Broadcasts_that_were_lost_are_fetched_before_the_one_that_came()
    {
        await using var chat = await ListeningAsync("ann");
        var socket = await chat.ConnectAsync(2);
        chat.Server.Say("c1", "lost one");
        chat.Server.Say("c1", "lost two");
        socket.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", "came"));
        await chat.HearsAsync<ConversationMessageReceived>(3);
        Assert.Equal(["lost one", "lost two", "came"], chat.HeardOf<ConversationMessageReceived>().Select(e => e.Message.Content));
    }

    [Fact]
    public async Task Conversation_that_begins_is_told_once_and_followed()
    {
        await using var chat = await ListeningAsync();
        var socket = await chat.ConnectAsync(1);
        var id = chat.Server.Begin("ann", "we call you");
        socket.Send("conversation.started", "private-visitor.ann", chat.Server.Conversation(id).ToJsonString());
        socket.Send("conversation.started", "private-visitor.ann", chat.Server.Conversation(id).ToJsonString());
        await chat.HearsAsync<ConversationMessageReceived>(1);
        socket.Accept(await socket.ExpectSubscribeAsync());
        socket.Close(4200);
        var again = await chat.ConnectAsync(2);
        again.Send("conversation.closed", $"private-conversation.{id}", chat.Server.CloseConversation(id));
        await chat.HearsAsync<ConversationWasClosed>(1);
        Assert.Equal(id, Assert.Single(chat.HeardOf<ConversationWasStarted>()).Conversation.Id.Value);
        Assert.Equal(ParticipantType.Operator, Assert.Single(chat.HeardOf<ConversationWasClosed>()).ClosedBy);
    }

    [Fact]
    public async Task Cold_start_hands_on_what_came_while_the_app_was_dead_oldest_first()
    {
        await using var chat = await ListeningAsync("ann");
        var socket = await chat.ConnectAsync(2);
        socket.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", "alive"));
        await chat.HearsAsync<ConversationMessageReceived>(1);
        await chat.RestartAsync();
        chat.Server.Say("c1", "one");
        chat.Server.Say("c1", "two");
        chat.Server.CloseConversation("c1");
        await chat.Client.StartBackgroundEventsAsync(_ct);
        await chat.ConnectAsync(2);
        await chat.HearsAsync<ConversationWasClosed>(1);
        Assert.Equal(["one", "two"], chat.HeardOf<ConversationMessageReceived>().Select(e => e.Message.Content));
    }

    [Fact]
    public async Task Conversation_that_began_while_the_app_was_dead_is_told_from_its_beginning()
    {
        await using var chat = await ListeningAsync("ann");
        await chat.ConnectAsync(2);
        await Wait.UntilAsync(() => chat.Client.UnreadCount == 1, "the list");
        await chat.RestartAsync();
        chat.Server.Begin("ann", "are you there?");
        await chat.Client.StartBackgroundEventsAsync(_ct);
        await chat.ConnectAsync(2);
        await chat.HearsAsync<ConversationMessageReceived>(1);
        Assert.Single(chat.HeardOf<ConversationWasStarted>());
    }

    [Fact]
    public async Task Denied_channel_drops_the_conversation_and_a_fresh_token_brings_it_back()
    {
        await using var chat = await ListeningAsync("ann");
        chat.Server.Intercept = (r, body) => Task.FromResult(
            body.Contains("private-conversation", StringComparison.Ordinal) ? WidgetServer.Problem(HttpStatusCode.Forbidden, "no") : null);
        var socket = await chat.ConnectAsync(1);
        await chat.HearsAsync<ConversationAuthFailed>(1);
        var failed = Assert.Single(chat.HeardOf<ConversationAuthFailed>());
        Assert.Equal("c1", failed.Raw.GetProperty("conversationId").GetString());
        await Wait.UntilAsync(() => StoredConversations(chat) == "[]", "the dropped conversation");
        chat.Server.Intercept = null;
        chat.Server.Say("c1", "meanwhile");
        await chat.Client.UserLoginAsync("ann", _ct);
        socket.Accept(await socket.ExpectSubscribeAsync());
        await chat.HearsAsync<ConversationMessageReceived>(1);
        Assert.Single(chat.HeardOf<ConversationAuthFailed>());
    }

    [Fact]
    public async Task Stop_closes_the_socket_and_clears_what_the_listener_persisted_but_not_the_session()
    {
        await using var chat = await ListeningAsync("ann");
        var socket = await chat.ConnectAsync(2);
        await Wait.UntilAsync(() => StoredConversations(chat) != "[]", "the cursor");
        await chat.Client.StopBackgroundEventsAsync(_ct);
        await socket.Ended;
        Assert.Equal("[]", StoredConversations(chat));
        Assert.Equal("ann", chat.Client.Visitor?.UserId);
    }

    [Fact]
    public async Task Event_that_cannot_be_read_does_not_stop_those_after_it()
    {
        await using var chat = await ListeningAsync("ann");
        var socket = await chat.ConnectAsync(2);
        socket.Send("conversation.message", "private-conversation.c1", chat.Server.Append("c1", "conversation.message", new() { ["id"] = 5 }));
        socket.Send("conversation.waved", "private-conversation.c1", chat.Server.Append("c1", "conversation.waved", []));
        socket.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", "after"));
        await chat.HearsAsync<ConversationMessageReceived>(1);
    }

    private static string StoredConversations(Chat chat) =>
        chat.Store.LoadAsync().AsTask().Result is { } text
            ? System.Text.Json.JsonElement.Parse(text).GetProperty("conversations").GetRawText()
            : "";
}
