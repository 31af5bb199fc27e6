using Livecaller.Tests.Fakes;

namespace Livecaller.Tests;

/// <summary>The device suspends the app, wakes it, and changes its network.</summary>
public sealed class LifecycleTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    private async Task<(Chat Chat, ScriptedSocket Socket)> ListeningAsync()
    {
        var chat = await Chat.StartAsync();
        chat.Server.Begin("ann", "from before");
        await chat.Client.UserLoginAsync("ann", _ct);
        await chat.Client.StartBackgroundEventsAsync(_ct);
        var socket = await chat.ConnectAsync(2);
        await Wait.UntilAsync(() => chat.Client.UnreadCount == 1 && chat.Server.Count("/events") == 1, "the list and the log");
        return (chat, socket);
    }

    [Fact]
    public async Task Pause_closes_the_socket_in_good_order_and_is_silent_for_as_long_as_it_takes()
    {
        var (chat, socket) = await ListeningAsync();
        await using var _ = chat;
        await chat.Client.PauseAsync(_ct);
        await chat.Client.PauseAsync(_ct);
        await socket.Ended;
        Assert.True(socket.WasClosed);
        var calls = chat.Server.Requests.Count;
        await chat.Client.StartBackgroundEventsAsync(_ct);
        chat.Client.NotifyNetworkChanged();
        chat.Time.Advance(TimeSpan.FromDays(2));
        Assert.Equal((1, calls), (chat.Sockets.Opened, chat.Server.Requests.Count));
        Assert.Equal(ConnectionState.Disconnected, chat.Client.ConnectionState);
    }

    [Fact]
    public async Task Resume_connects_at_once_and_hands_on_what_came_meanwhile()
    {
        var (chat, _) = await ListeningAsync();
        await using var _1 = chat;
        await chat.Client.PauseAsync(_ct);
        chat.Server.Say("c1", "one");
        chat.Server.Say("c1", "two");
        chat.Server.Begin("ann", "new");
        await chat.Client.ResumeAsync(_ct);
        await chat.Client.ResumeAsync(_ct);
        await chat.ConnectAsync(3);
        await chat.HearsAsync<ConversationMessageReceived>(3);
        Assert.Equal(["new", "one", "two"], chat.HeardOf<ConversationMessageReceived>().Select(e => e.Message.Content).Order());
        Assert.Equal(2, chat.Sockets.Opened);
    }

    [Fact]
    public async Task Message_that_is_sent_while_paused_waits_and_arrives_once()
    {
        var (chat, _) = await ListeningAsync();
        await using var _1 = chat;
        var conversation = await chat.Client.OpenConversationAsync(_ct);
        await chat.Client.PauseAsync(_ct);
        var sending = conversation.SendAndSettleAsync(new() { Content = "hi there" });
        chat.Time.Advance(TimeSpan.FromHours(1));
        Assert.False(sending.IsCompleted);
        Assert.Equal(0, chat.Server.Count("hi there"));
        await chat.Client.ResumeAsync(_ct);
        Assert.Equal(MessageStatus.Sent, (await sending.WaitAsync(Patience, _ct)).Status);
        Assert.Equal(1, chat.Server.Count("hi there"));
    }

    [Fact]
    public async Task Retry_that_waits_when_the_app_is_paused_is_not_made()
    {
        var (chat, _) = await ListeningAsync();
        await using var _1 = chat;
        var conversation = await chat.Client.OpenConversationAsync(_ct);
        chat.Server.Intercept = (r, body) => body.Contains("hi there", StringComparison.Ordinal)
            ? throw new HttpRequestException("cut") : Task.FromResult<HttpResponseMessage?>(null);
        var sending = conversation.SendAndSettleAsync(new() { Content = "hi there" });
        await Wait.UntilAsync(() => chat.Server.Count("hi there") == 1, "the first attempt");
        await chat.Client.PauseAsync(_ct);
        var tried = chat.Server.Count("hi there");
        chat.Time.Advance(TimeSpan.FromHours(1));
        Assert.InRange(chat.Server.Count("hi there"), 1, tried);
        chat.Server.Intercept = null;
        await chat.Client.ResumeAsync(_ct);
        await Wait.UntilAsync(
            () =>
            {
                chat.Time.Advance(TimeSpan.FromSeconds(1));
                return sending.IsCompleted;
            },
            "the message");
        Assert.Equal(MessageStatus.Sent, (await sending).Status);
    }

    [Fact]
    public async Task Login_while_paused_connects_with_the_resume()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Client.StartBackgroundEventsAsync(_ct);
        await chat.Client.PauseAsync(_ct);
        await chat.Client.UserLoginAsync("ann", _ct);
        Assert.Equal(0, chat.Sockets.Opened);
        await chat.Client.ResumeAsync(_ct);
        await chat.ConnectAsync(1);
        await Wait.UntilAsync(() => chat.Client.ConnectionState == ConnectionState.Connected, "connected");
    }

    [Fact]
    public async Task Session_is_not_renewed_while_paused_and_at_once_when_resumed()
    {
        var provider = new Provider();
        await using var chat = new Chat { TokenProvider = provider.AskAsync };
        await chat.CreateAsync();
        await chat.Client.OpenConversationAsync(_ct);
        await chat.Client.PauseAsync(_ct);
        chat.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, provider.Asked);
        await chat.Client.ResumeAsync(_ct);
        await Wait.UntilAsync(() => chat.Server.Count("PATCH /v1/widget/auth/visitor") == 1, "the renewal");
        Assert.Equal(2, provider.Asked);
    }

    [Fact]
    public async Task Change_of_the_network_ends_the_wait_of_the_connection_and_of_messages()
    {
        var (chat, socket) = await ListeningAsync();
        await using var _ = chat;
        var conversation = await chat.Client.OpenConversationAsync(_ct);
        chat.Server.Intercept = (r, body) => body.Contains("hi there", StringComparison.Ordinal)
            ? throw new HttpRequestException("cut") : Task.FromResult<HttpResponseMessage?>(null);
        chat.Sockets.RefuseNext(1);
        socket.Close(null);
        var sending = conversation.SendAndSettleAsync(new() { Content = "hi there" });
        await Wait.UntilAsync(() => chat.Server.Count("hi there") == 1 && chat.Client.ConnectionState == ConnectionState.Unavailable, "no network");
        chat.Server.Intercept = null;
        chat.Sockets.RefuseNext(0);
        // No time passes: the clock stands still. A wait may begin a moment after the state says so.
        await Wait.UntilAsync(
            () =>
            {
                chat.Client.NotifyNetworkChanged();
                return chat.Sockets.Opened == 2 && sending.IsCompleted;
            },
            "the connection and the message");
    }

    [Fact]
    public async Task Without_a_session_and_after_the_end_the_calls_harm_nobody()
    {
        var chat = await Chat.StartAsync();
        chat.Client.NotifyNetworkChanged();
        await chat.Client.PauseAsync(_ct);
        await chat.Client.ResumeAsync(_ct);
        Assert.Empty(chat.Server.Requests);
        await chat.DisposeAsync();
        chat.Client.NotifyNetworkChanged();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => chat.Client.PauseAsync(_ct));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => chat.Client.ResumeAsync(_ct));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => chat.Client.HandlePushAsync("{}", _ct));
    }
}
