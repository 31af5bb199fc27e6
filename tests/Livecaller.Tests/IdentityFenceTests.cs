using System.Net;
using Livecaller.Protocol;
using Livecaller.Tests.Fakes;

namespace Livecaller.Tests;

public sealed class IdentityFenceTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    private async Task<Chat> SignedInAsync()
    {
        var chat = await Chat.StartAsync();
        chat.Server.Begin("ann", "for ann");
        chat.Server.Begin("bob", "for bob");
        await chat.Client.UserLoginAsync("ann", _ct);
        return chat;
    }

    [Fact]
    public async Task Switch_of_user_closes_the_socket_empties_the_screen_and_owns_the_store()
    {
        await using var chat = await SignedInAsync();
        var anns = await chat.Client.OpenConversationAsync(_ct);
        var socket = await chat.ConnectAsync(2);
        await Wait.UntilAsync(() => anns.Snapshot.Messages.Count == 1, "Ann's message");
        await chat.Client.UserLoginAsync("bob", _ct);
        await socket.Ended;
        Assert.Empty(anns.Snapshot.Messages);
        var bobs = await chat.Client.OpenConversationAsync(_ct);
        Assert.NotSame(anns, bobs);
        await Wait.UntilAsync(() => bobs.Snapshot.Messages.Count == 1, "Bob's message");
        await chat.Client.DisposeAsync();
        var stored = await chat.Store.LoadAsync(_ct);
        Assert.Contains("bob", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("ann", stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Late_answers_of_the_old_user_reach_no_listener_and_no_store()
    {
        await using var chat = await SignedInAsync();
        await chat.Client.StartBackgroundEventsAsync(_ct);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var late = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        chat.Server.Intercept = async (r, _) =>
        {
            // The handler ignores the cancellation, as a slow network does.
            if (!r.RequestUri!.AbsolutePath.EndsWith("/events", StringComparison.Ordinal)) return null;
            asked.TrySetResult();
            await late.Task;
            return null;
        };
        var socket = await chat.ConnectAsync(2);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(10), _ct);
        chat.Server.Say("c1", "late for ann");
        await chat.Client.UserLoginAsync("bob", _ct);
        socket.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", "later for ann"));
        late.SetResult();
        chat.Server.Intercept = null;
        var next = await chat.ConnectAsync(2);
        next.Send("conversation.message", "private-conversation.c2", chat.Server.Say("c2", "new for bob"));
        await chat.HearsAsync<ConversationMessageReceived>(1);
        Assert.Equal(["new for bob"], chat.HeardOf<ConversationMessageReceived>().Select(e => e.Message.Content));
        await chat.Client.DisposeAsync();
        Assert.DoesNotContain("c1", await chat.Store.LoadAsync(_ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_messages_of_the_old_user_are_never_sent()
    {
        await using var chat = await SignedInAsync();
        var anns = await chat.Client.OpenConversationAsync(_ct);
        chat.Server.Intercept = (r, body) => body.Contains("for nobody", StringComparison.Ordinal)
            ? throw new HttpRequestException("cut") : Task.FromResult<HttpResponseMessage?>(null);
        var sending = anns.SendAndSettleAsync(new() { Content = "for nobody" });
        await Wait.UntilAsync(() => chat.Server.Count("for nobody") == 1, "the first attempt");
        await chat.Client.UserLoginAsync("bob", _ct);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        chat.Time.Advance(TimeSpan.FromHours(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => anns.SendAndSettleAsync(new() { Content = "too late" }));
        Assert.Equal(1, chat.Server.Count("for nobody"));
        Assert.Equal(0, chat.Server.Count("too late"));
    }

    [Fact]
    public async Task Same_user_gets_a_fresh_token_and_loses_nothing()
    {
        await using var chat = await SignedInAsync();
        var conversation = await chat.Client.OpenConversationAsync(_ct);
        await chat.ConnectAsync(2);
        await Wait.UntilAsync(() => conversation.Snapshot.Messages.Count == 1, "loaded");
        await chat.Client.UserLoginAsync("ann", _ct);
        Assert.Same(conversation, await chat.Client.OpenConversationAsync(_ct));
        Assert.Single(conversation.Snapshot.Messages);
        Assert.Equal(1, chat.Sockets.Opened);
        await chat.HearsAsync<VisitorChanged>(1);
        Assert.Single(chat.HeardOf<VisitorChanged>());
    }

    [Fact]
    public async Task Logout_revokes_clears_and_closes_even_when_the_server_is_away()
    {
        await using var chat = await SignedInAsync();
        await chat.Client.StartBackgroundEventsAsync(_ct);
        var socket = await chat.ConnectAsync(2);
        await chat.HearsAsync<VisitorChanged>(1);
        chat.Server.Intercept = (r, _) => throw new HttpRequestException("cut");
        await chat.Client.UserLogoutAsync(_ct);
        await chat.Client.UserLogoutAsync(_ct);
        await socket.Ended;
        Assert.Null(chat.Client.Visitor);
        Assert.Null(await chat.Store.LoadAsync(_ct));
        Assert.Equal(1, chat.Server.Count("/auth/logout"));
        Assert.Equal(ConnectionState.Disconnected, chat.Client.ConnectionState);
        await chat.HearsAsync<VisitorChanged>(2);
    }

    [Fact]
    public async Task Anonymous_session_that_the_server_forgot_is_replaced_by_a_new_one()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Client.OpenConversationAsync(_ct);
        var old = chat.Server.Requests.Select(r => r.Split("Bearer ")).First(p => p.Length > 1)[1].Split(' ')[0];
        chat.Server.Intercept = (r, _) => Task.FromResult(
            r.Headers.Authorization?.Parameter == old ? WidgetServer.Problem(HttpStatusCode.Unauthorized, "revoked") : null);
        Assert.NotNull(await chat.Client.OpenConversationAsync(_ct));
        Assert.Equal(2, chat.Server.Count("/auth/login"));
    }

    [Fact]
    public async Task Identified_session_that_the_server_forgot_asks_for_a_login()
    {
        await using var chat = await SignedInAsync();
        chat.Server.Intercept = (r, _) => Task.FromResult(
            r.Headers.Authorization is not null ? WidgetServer.Problem(HttpStatusCode.Unauthorized, "expired") : null);
        await Assert.ThrowsAsync<LivecallerAuthenticationException>(() => chat.Client.OpenConversationAsync(_ct));
        Assert.Equal("ann", chat.Client.Visitor?.UserId);
    }

    [Fact]
    public async Task Profile_update_changes_the_visitor()
    {
        await using var chat = await SignedInAsync();
        await chat.Client.UserUpdateAsync("ann", _ct);
        Assert.Equal("renamed", chat.Client.Visitor?.Name);
    }
}
