using System.Net;
using System.Text.Json;
using Livecaller.Background;
using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Background;

public sealed class PushTests
{
    private const string Push = """{"conversation_id":"c1"}""";
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    private async Task<Chat> ListenedBeforeAsync()
    {
        var chat = await Chat.StartAsync();
        chat.Server.Begin("ann", "from before");
        await chat.Client.UserLoginAsync("ann", _ct);
        await chat.Client.StartBackgroundEventsAsync(_ct);
        await chat.ConnectAsync(2);
        await Wait.UntilAsync(() => chat.Client.UnreadCount == 1 && chat.Server.Count("/events") == 1, "the list and the log");
        return chat;
    }

    [Theory]
    [InlineData(Push)]
    [InlineData("""{"title":"Hi","livecaller":{"conversation_id":"c1"}}""")]
    [InlineData("""{"data":{"conversation_id":"c1"},"from":"x"}""")]
    [InlineData("""{"data":{"livecaller":{"conversation_id":"c1"}}}""")]
    [InlineData("""{"data":{"livecaller":"{\"conversation_id\":\"c1\"}"}}""")]
    [InlineData("""{"livecaller":"not json","data":{"conversation_id":"c1"}}""", true)]
    public void Payload_of_ours_names_its_conversation(string payload, bool isDamaged = false) =>
        Assert.Equal(isDamaged ? null : "c1", PushPayload.ConversationOf(payload)?.Value);

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"order":5}""")]
    [InlineData("""{"conversation_id":5}""")]
    [InlineData("""{"conversation_id":""}""")]
    [InlineData("""{"data":{"data":{"data":{"data":{"conversation_id":"c1"}}}}}""")]
    public async Task Payload_that_is_not_ours_is_ignored_and_said_to_be(string payload)
    {
        await using var chat = await ListenedBeforeAsync();
        var calls = chat.Server.Requests.Count;
        Assert.Equal(new(PushOutcome.NotOurs, null, 0), await chat.Client.HandlePushAsync(payload, _ct));
        Assert.Equal(calls, chat.Server.Requests.Count);
    }

    [Fact]
    public void Payload_that_is_far_too_large_or_deep_is_not_ours()
    {
        Assert.Null(PushPayload.ConversationOf($$"""{"conversation_id":"{{new string('x', 100_000)}}"}"""));
        Assert.Null(PushPayload.ConversationOf(new string('[', 60_000)));
        Assert.Null(PushPayload.ConversationOf(JsonSerializer.Serialize(JsonSerializer.Serialize(JsonSerializer.Serialize(Push))) + "x"));
    }

    [Fact]
    public async Task Push_catches_up_while_paused_without_a_socket_and_saves_its_place()
    {
        await using var chat = await ListenedBeforeAsync();
        await chat.Client.PauseAsync(_ct);
        chat.Server.Say("c1", "one");
        chat.Server.Say("c1", "mine", "visitor");
        chat.Server.Say("c1", "two");
        var result = await chat.Client.HandlePushAsync(Push, _ct);
        Assert.Equal(new(PushOutcome.Handled, new("c1"), 2), result);
        Assert.Contains("\"cursor\":5", await chat.Store.LoadAsync(_ct), StringComparison.Ordinal);
        Assert.Equal(0, (await chat.Client.HandlePushAsync(Push, _ct)).Events);
        await chat.HearsAsync<ConversationMessageReceived>(2);
        Assert.Equal(["one", "two"], chat.HeardOf<ConversationMessageReceived>().Select(e => e.Message.Content));
        Assert.Equal((1, 3), (chat.Sockets.Opened, chat.Client.UnreadCount));
    }

    [Fact]
    public async Task Push_to_an_app_that_was_dead_needs_no_background_events()
    {
        await using var chat = await ListenedBeforeAsync();
        await chat.RestartAsync();
        chat.Server.Say("c1", "one");
        Assert.Equal(1, (await chat.Client.HandlePushAsync(Push, _ct)).Events);
        Assert.Equal((0, 2), (chat.Sockets.Opened, chat.Client.UnreadCount));
        // What is started then tells nothing a second time.
        await chat.Client.StartBackgroundEventsAsync(_ct);
        var socket = await chat.ConnectAsync(2);
        socket.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", "two"));
        await chat.HearsAsync<ConversationMessageReceived>(2);
        Assert.Equal(["one", "two"], chat.HeardOf<ConversationMessageReceived>().Select(e => e.Message.Content));
    }

    [Fact]
    public async Task Push_for_a_conversation_that_is_new_adopts_it_from_its_beginning()
    {
        await using var chat = await ListenedBeforeAsync();
        await chat.Client.PauseAsync(_ct);
        chat.Time.Advance(TimeSpan.FromMinutes(1));
        chat.Server.Begin("ann", "we call you");
        var result = await chat.Client.HandlePushAsync("""{"conversation_id":"c2"}""", _ct);
        Assert.Equal(new(PushOutcome.Handled, new("c2"), 2), result);
        await chat.HearsAsync<ConversationMessageReceived>(1);
        Assert.Single(chat.HeardOf<ConversationWasStarted>());
    }

    [Fact]
    public async Task Push_for_another_visitors_conversation_or_for_nobody_says_so()
    {
        await using var chat = await ListenedBeforeAsync();
        chat.Server.Begin("bob", "secret");
        Assert.Equal(PushOutcome.UnknownConversation, (await chat.Client.HandlePushAsync("""{"conversation_id":"c2"}""", _ct)).Outcome);
        await chat.Client.UserLogoutAsync(_ct);
        Assert.Equal(PushOutcome.NoSession, (await chat.Client.HandlePushAsync(Push, _ct)).Outcome);
    }

    [Fact]
    public async Task Push_without_a_network_fails_while_paused_and_leaves_nothing_running()
    {
        await using var chat = await ListenedBeforeAsync();
        await chat.Client.PauseAsync(_ct);
        chat.Server.Say("c1", "one");
        chat.Server.Intercept = (_, _) => throw new HttpRequestException("cut");
        await Assert.ThrowsAsync<LivecallerUnavailableException>(() => chat.Client.HandlePushAsync(Push, _ct));
        var calls = chat.Server.Requests.Count;
        chat.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(calls, chat.Server.Requests.Count);
        chat.Server.Intercept = null;
        Assert.Equal(1, (await chat.Client.HandlePushAsync(Push, _ct)).Events);
    }

    [Fact]
    public async Task Push_that_the_server_does_not_answer_ends_before_the_device_ends_it()
    {
        await using var chat = await ListenedBeforeAsync();
        await chat.Client.PauseAsync(_ct);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        chat.Server.Intercept = async (_, _) =>
        {
            asked.TrySetResult();
            return await new TaskCompletionSource<HttpResponseMessage?>().Task;
        };
        var handling = chat.Client.HandlePushAsync(Push, _ct);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(10), _ct);
        chat.Time.Advance(TimeSpan.FromSeconds(25));
        await Assert.ThrowsAsync<LivecallerUnavailableException>(() => handling.WaitAsync(TimeSpan.FromSeconds(10), _ct));
    }

    [Fact]
    public async Task Push_with_a_session_that_is_over_says_so()
    {
        await using var chat = await ListenedBeforeAsync();
        await chat.Client.PauseAsync(_ct);
        chat.Server.Refused.Add(chat.Server.Token);
        await Assert.ThrowsAsync<LivecallerAuthenticationException>(() => chat.Client.HandlePushAsync(Push, _ct));
        await chat.HearsAsync<ConversationAuthFailed>(1);
        await chat.HearsAsync<SessionExpired>(1);
    }
}
