using System.Net;
using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Session;

public sealed class SessionExpiredTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task Identified_visitor_without_a_conversation_is_told_once_that_the_session_is_over(HttpStatusCode status)
    {
        await using var chat = await Chat.StartAsync();
        await chat.Client.UserLoginAsync("ann", _ct);
        chat.Server.Intercept = (r, _) => Task.FromResult(
            r.Headers.Authorization is null ? null : WidgetServer.Problem(status, "expired"));
        await chat.Client.StartBackgroundEventsAsync(_ct);
        var socket = await chat.Sockets.NextAsync();
        socket.Establish();
        await chat.HearsAsync<SessionExpired>(1);
        await Assert.ThrowsAnyAsync<LivecallerApiException>(() => chat.Client.ListConversationsAsync(_ct));
        Assert.Equal("ann", Assert.Single(chat.HeardOf<SessionExpired>()).Visitor.UserId);
        Assert.Empty(chat.HeardOf<ConversationAuthFailed>());
        Assert.True(chat.Client.IsSessionExpired);

        chat.Server.Intercept = null;
        await chat.Client.UserLoginAsync("ann", _ct);
        await chat.HearsAsync<SessionRenewed>(1);
        Assert.False(chat.Client.IsSessionExpired);
        await chat.Client.UserLoginAsync("ann", _ct);
        Assert.Equal("ann", Assert.Single(chat.HeardOf<SessionRenewed>()).Visitor.UserId);
        Assert.Equal("private-visitor.ann", await socket.ExpectSubscribeAsync());
    }

    [Fact]
    public async Task Anonymous_session_that_is_over_is_replaced_and_not_told()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Client.OpenConversationAsync(_ct);
        chat.Server.Refused.Add(chat.Server.Token);
        await chat.Client.OpenConversationAsync(_ct);
        Assert.Empty(chat.HeardOf<SessionExpired>());
    }
}
