using System.Net;
using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Session;

public sealed class TokenProviderTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly Provider _provider = new();

    private async Task<Chat> StartAsync()
    {
        var chat = new Chat { TokenProvider = _provider.AskAsync };
        await chat.CreateAsync();
        return chat;
    }

    /// <summary>Signed in through the provider and connected, with conversations that Ann has.</summary>
    private async Task<(Chat Chat, ScriptedSocket Socket)> ListeningAsync(int conversations = 1)
    {
        var chat = await StartAsync();
        for (var i = 0; i < conversations; i++) chat.Server.Begin("ann", "hello");
        await chat.Client.OpenConversationAsync(_ct);
        return (chat, await chat.ConnectAsync(1 + conversations));
    }

    [Fact]
    public async Task Background_events_without_a_session_ask_nobody()
    {
        await using var chat = await StartAsync();
        await chat.Client.StartBackgroundEventsAsync(_ct);
        Assert.Equal(0, _provider.Asked);
        Assert.Empty(chat.Server.Requests);
    }

    [Fact]
    public async Task Opening_the_chat_signs_in_through_the_provider_once_for_all_who_open_it()
    {
        await using var chat = await StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => chat.Client.OpenConversationAsync(_ct)));
        Assert.Equal("ann", chat.Client.Visitor?.UserId);
        Assert.Equal(1, _provider.Asked);
        Assert.Equal(1, chat.Server.Count("/auth/login"));
    }

    [Fact]
    public async Task Null_is_an_anonymous_visitor()
    {
        _provider.Answer = _ => ValueTask.FromResult<string?>(null);
        await using var chat = await StartAsync();
        await chat.Client.OpenConversationAsync(_ct);
        Assert.NotNull(chat.Client.Visitor);
        Assert.Null(chat.Client.Visitor.UserId);
    }

    [Fact]
    public async Task Calls_sockets_and_channels_that_are_refused_at_once_ask_once()
    {
        var (chat, socket) = await ListeningAsync(5);
        await using var _ = chat;
        await Wait.UntilAsync(() => chat.Client.UnreadCount == 5, "the list");
        chat.Time.Advance(TimeSpan.FromSeconds(61));
        chat.Server.Refused.Add(chat.Server.Token);
        socket.Close(4200);
        var again = await chat.Sockets.NextAsync();
        again.Establish("2.2");
        var lists = Enumerable.Range(0, 20).Select(_ => chat.Client.ListConversationsAsync(_ct)).ToArray();
        for (var i = 0; i < 6; i++) again.Accept(await again.ExpectSubscribeAsync());
        await Task.WhenAll(lists);
        again.Send("conversation.message", "private-conversation.c3", chat.Server.Say("c3", "still there?"));
        await chat.HearsAsync<ConversationMessageReceived>(1);
        Assert.Equal(2, _provider.Asked);
        Assert.Equal(2, chat.Server.Count("/auth/login"));
        Assert.Empty(chat.HeardOf<ConversationAuthFailed>());
        Assert.Empty(chat.HeardOf<SessionExpired>());
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized)]
    [InlineData(HttpStatusCode.Forbidden)]
    public async Task Fresh_token_that_is_refused_again_ends_as_without_a_provider(HttpStatusCode status)
    {
        await using var chat = await StartAsync();
        chat.Server.Begin("ann", "hello");
        await chat.Client.UserLoginAsync("ann", _ct);
        chat.Server.Intercept = (r, body) => Task.FromResult(
            body.Contains("private-conversation", StringComparison.Ordinal) ? WidgetServer.Problem(status, "no") : null);
        await chat.Client.StartBackgroundEventsAsync(_ct);
        await chat.ConnectAsync(1);
        await chat.HearsAsync<ConversationAuthFailed>(1);
        chat.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(1, _provider.Asked);
        Assert.Equal(status == HttpStatusCode.Unauthorized ? 1 : 0, chat.HeardOf<SessionExpired>().Length);
    }

    [Fact]
    public async Task Server_that_refuses_every_token_is_asked_about_once()
    {
        var (chat, _) = await ListeningAsync();
        await using var _1 = chat;
        chat.Server.Intercept = (r, _) => Task.FromResult(
            r.Headers.Authorization is null ? null : WidgetServer.Problem(HttpStatusCode.Unauthorized, "no"));
        chat.Time.Advance(TimeSpan.FromMinutes(2));
        for (var i = 0; i < 10; i++)
            await Assert.ThrowsAsync<LivecallerAuthenticationException>(() => chat.Client.ListConversationsAsync(_ct));
        Assert.Equal(2, _provider.Asked);
        await chat.HearsAsync<SessionExpired>(1);
    }

    [Fact]
    public async Task Session_is_renewed_before_it_expires()
    {
        var (chat, _) = await ListeningAsync();
        await using var _1 = chat;
        for (var renewals = 1; renewals <= 3; renewals++)
        {
            chat.Time.Advance(TimeSpan.FromSeconds(899));
            Assert.Equal(renewals, _provider.Asked);
            var before = chat.Server.Token;
            chat.Time.Advance(TimeSpan.FromSeconds(1));
            await Wait.UntilAsync(() => chat.Server.Token != before, "the renewal");
            await Wait.UntilAsync(() => StoredToken(chat) == chat.Server.Token, "the renewed session");
        }

        Assert.Equal(4, _provider.Asked);
        Assert.Equal(3, chat.Server.Count("PATCH /v1/widget/auth/visitor"));
        Assert.Equal(1, chat.Server.Count("/auth/login"));
    }

    [Fact]
    public async Task Clock_that_jumps_a_year_ahead_renews_once()
    {
        var (chat, _) = await ListeningAsync();
        await using var _1 = chat;
        var before = chat.Server.Token;
        chat.Time.Advance(TimeSpan.FromDays(365));
        await Wait.UntilAsync(() => chat.Server.Token != before, "the renewal");
        await chat.Client.ListConversationsAsync(_ct);
        Assert.Equal(2, _provider.Asked);
    }

    [Fact]
    public async Task Token_of_another_visitor_is_a_switch_of_user()
    {
        var (chat, socket) = await ListeningAsync();
        await using var _ = chat;
        await chat.HearsAsync<VisitorChanged>(1);
        _provider.Answer = _ => ValueTask.FromResult<string?>("bob");
        chat.Time.Advance(TimeSpan.FromSeconds(900));
        await Wait.UntilAsync(() => chat.Client.Visitor?.UserId == "bob", "Bob");
        await socket.Ended;
        await chat.HearsAsync<VisitorChanged>(2);
        Assert.Empty(await chat.Client.ListConversationsAsync(_ct));
    }

    [Fact]
    public async Task Message_waits_for_the_fresh_token_and_is_sent_once()
    {
        var (chat, _) = await ListeningAsync();
        await using var _1 = chat;
        var conversation = await chat.Client.OpenConversationAsync(_ct);
        chat.Time.Advance(TimeSpan.FromMinutes(2));
        chat.Server.Refused.Add(chat.Server.Token);
        var message = await conversation.SendAndSettleAsync(new() { Content = "hi there" }).WaitAsync(Patience, _ct);
        Assert.Equal(MessageStatus.Sent, message.Status);
        Assert.Equal(2, _provider.Asked);
        Assert.Single((await chat.Client.OpenConversationAsync(_ct)).Snapshot.Messages, m => m.Payload.Content == "hi there");
    }

    [Fact]
    public async Task Login_with_the_same_visitor_goes_on_working_beside_it()
    {
        var (chat, _) = await ListeningAsync();
        await using var _1 = chat;
        await chat.Client.UserLoginAsync("ann", _ct);
        chat.Server.Refused.Add(chat.Server.Token);
        Assert.Single(await chat.Client.ListConversationsAsync(_ct));
        Assert.Equal(2, _provider.Asked);
        Assert.Equal(1, chat.Sockets.Opened);
        await chat.HearsAsync<VisitorChanged>(1);
        Assert.Single(chat.HeardOf<VisitorChanged>());
    }

    [Fact]
    public async Task Null_for_a_visitor_who_is_signed_in_renews_nothing_and_is_explained()
    {
        var (chat, _) = await ListeningAsync();
        await using var _1 = chat;
        _provider.Answer = _ => ValueTask.FromResult<string?>(null);
        chat.Time.Advance(TimeSpan.FromMinutes(2));
        chat.Server.Refused.Add(chat.Server.Token);
        await Assert.ThrowsAsync<LivecallerAuthenticationException>(() => chat.Client.ListConversationsAsync(_ct));
        Assert.True(chat.Log.Has(Microsoft.Extensions.Logging.LogLevel.Error, "UserLogoutAsync"));
        Assert.Equal("ann", chat.Client.Visitor?.UserId);
    }

    private static string? StoredToken(Chat chat) => chat.Store.LoadAsync().AsTask().Result is { } text
        ? System.Text.Json.JsonElement.Parse(text).GetProperty("access_token").GetString() : null;
}
