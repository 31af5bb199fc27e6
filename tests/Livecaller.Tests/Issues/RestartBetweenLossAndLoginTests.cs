using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Issues;

/// <summary>
/// A session ended, the app was restarted, and the visitor signed in again after that: the restart forgot how far the conversation had been
/// delivered, and what was written until the login was never delivered.
/// </summary>
public sealed class RestartBetweenLossAndLoginTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_login_after_restarts_delivers_what_came_since_the_session_ended(int restarts)
    {
        await using var chat = await Chat.StartAsync();
        chat.Server.Begin("ann", "hello");
        await chat.Client.StartBackgroundEventsAsync(_ct);
        await chat.Client.UserLoginAsync("ann", _ct);
        var socket = await chat.ConnectAsync(2);
        socket.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", "how can I help?"));
        await chat.HearsAsync<ConversationMessageReceived>(1);
        chat.Server.Refused.Add(chat.Server.Token);
        socket.Close(4009);
        await chat.HearsAsync<ConversationAuthFailed>(1);
        chat.Server.Say("c1", "are you there?");

        for (var i = 0; i < restarts; i++)
        {
            await chat.RestartAsync();
            await chat.Client.StartBackgroundEventsAsync(_ct);
        }

        chat.Server.Say("c1", "hello?");
        await chat.Client.UserLoginAsync("ann", _ct);
        _ = chat.ServeSocketsAsync();

        await chat.HearsAsync<ConversationMessageReceived>(2);
        Assert.Equal(["are you there?", "hello?"], chat.HeardOf<ConversationMessageReceived>().Select(e => e.Message.Content));
    }

    [Fact]
    public async Task A_logout_forgets_the_conversations_that_were_lost()
    {
        await using var chat = await Chat.StartAsync();
        chat.Server.Begin("ann", "hello");
        await chat.Client.StartBackgroundEventsAsync(_ct);
        await chat.Client.UserLoginAsync("ann", _ct);
        var socket = await chat.ConnectAsync(2);
        chat.Server.Refused.Add(chat.Server.Token);
        socket.Close(4009);
        await chat.HearsAsync<ConversationAuthFailed>(1);

        await chat.Client.UserLogoutAsync(_ct);

        Assert.Null(await chat.Store.LoadAsync(_ct));
    }
}
