using System.Net;
using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Issues;

/// <summary>The server closes the socket of a session that has ended. The app must hear of it, and a login must bring everything back.</summary>
public sealed class SessionEndedWhileConnectedTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    private async Task<(Chat Chat, ScriptedSocket Socket)> ConnectedAsync()
    {
        var chat = await Chat.StartAsync();
        chat.Server.Begin("ann", "hello");
        await chat.Client.StartBackgroundEventsAsync(_ct);
        await chat.Client.UserLoginAsync("ann", _ct);
        var socket = await chat.ConnectAsync(1);
        socket.Accept(await socket.ExpectSubscribeAsync());
        // Nothing is on its way any more that could be refused instead of the socket.
        socket.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", "how can I help?"));
        await chat.HearsAsync<ConversationMessageReceived>(1);
        await Wait.UntilAsync(() => chat.Server.Count("GET /v1/widget/conversations?") > 0, "the first look");
        return (chat, socket);
    }

    [Fact]
    public async Task The_app_is_told_and_a_login_goes_on_where_it_stopped()
    {
        var (chat, socket) = await ConnectedAsync();
        await using var _ = chat;
        chat.Server.Intercept = (r, _) => Task.FromResult(
            r.Headers.Authorization is null ? null : WidgetServer.Problem(HttpStatusCode.Unauthorized, "The session has ended."));
        socket.Close(4009);

        await chat.HearsAsync<ConversationAuthFailed>(1);

        chat.Server.Intercept = null;
        chat.Server.Say("c1", "are you there?");
        await chat.Client.UserLoginAsync("ann", _ct);
        await chat.ConnectAsync(2);
        await chat.HearsAsync<ConversationMessageReceived>(2);
        Assert.Equal(["how can I help?", "are you there?"], chat.HeardOf<ConversationMessageReceived>().Select(e => e.Message.Content));
    }

    [Fact]
    public async Task A_login_that_was_quicker_than_the_end_of_the_old_socket_connects_anew()
    {
        var (chat, socket) = await ConnectedAsync();
        await using var _ = chat;
        await chat.Client.UserLoginAsync("ann", _ct);
        socket.Close(4009);

        await chat.ConnectAsync(2);

        Assert.Empty(chat.HeardOf<ConversationAuthFailed>());
    }

    [Fact]
    public async Task A_server_that_takes_the_session_and_refuses_its_socket_is_not_asked_again_and_again()
    {
        var (chat, socket) = await ConnectedAsync();
        await using var _ = chat;
        var asked = chat.Server.Count("GET /v1/widget/conversations?");
        socket.Close(4009);
        await Wait.UntilAsync(() => chat.Server.Count("GET /v1/widget/conversations?") > asked, "the session is looked at");
        chat.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(1, chat.Sockets.Opened);
        Assert.Equal(ConnectionState.Failed, chat.Client.ConnectionState);
    }
}
