using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Background;

public sealed class ManyConversationsTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(99, 1)]
    [InlineData(100, 2)]
    [InlineData(250, 3)]
    public async Task All_conversations_are_listed_page_by_page_newest_first(int count, int pages)
    {
        await using var chat = await Chat.StartAsync();
        for (var i = 0; i < count; i++) chat.Server.Begin("ann");
        await chat.Client.UserLoginAsync("ann", _ct);
        var all = await chat.Client.ListConversationsAsync(_ct);
        Assert.Equal(Enumerable.Range(1, count).Reverse().Select(i => $"c{i}"), all.Select(c => c.Id.Value));
        Assert.Equal(pages, chat.Server.Count("/conversations?"));
    }

    [Fact]
    public async Task Open_conversation_behind_a_hundred_closed_ones_is_followed()
    {
        await using var chat = await Chat.StartAsync();
        for (var i = 0; i <= 120; i++) chat.Server.Begin("ann");
        for (var i = 2; i <= 121; i++) chat.Server.CloseConversation($"c{i}");
        await chat.Client.UserLoginAsync("ann", _ct);
        await chat.Client.StartBackgroundEventsAsync(_ct);
        var socket = await chat.ConnectAsync(2);
        socket.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", "still there?"));
        await chat.HearsAsync<ConversationMessageReceived>(1);
    }

    [Fact]
    public async Task All_of_250_open_conversations_are_followed_also_after_a_restart()
    {
        await using var chat = new Chat { Store = new MemorySessionStore() };
        await chat.CreateAsync();
        for (var i = 0; i < 250; i++) chat.Server.Begin("ann");
        await chat.Client.UserLoginAsync("ann", _ct);
        await chat.Client.StartBackgroundEventsAsync(_ct);
        var socket = await chat.ConnectAsync(251);
        foreach (var id in (string[])["c1", "c100", "c101", "c200", "c201", "c250"])
        {
            socket.Send("conversation.message", $"private-conversation.{id}", chat.Server.Say(id, $"in {id}"));
        }

        await chat.HearsAsync<ConversationMessageReceived>(6);
        await chat.RestartAsync();
        chat.Server.Say("c1", "while it was away");
        await chat.Client.StartBackgroundEventsAsync(_ct);
        await chat.ConnectAsync(251);
        await chat.HearsAsync<ConversationMessageReceived>(1);
        Assert.Equal("while it was away", chat.HeardOf<ConversationMessageReceived>()[0].Message.Content);
        await Wait.UntilAsync(() => chat.Client.UnreadCount == 7, "the number of unread messages");
    }

    [Fact]
    public async Task Listing_continues_with_the_renewed_token_when_it_is_renewed_between_two_pages()
    {
        var asked = 0;
        await using var chat = new Chat { TokenProvider = _ => ValueTask.FromResult<string?>("ann") };
        await chat.CreateAsync();
        for (var i = 0; i < 250; i++) chat.Server.Begin("ann");
        await chat.Client.UserLoginAsync("ann", _ct);
        chat.Server.Intercept = (request, _) => Task.FromResult(
            request.RequestUri!.Query.Contains("before=", StringComparison.Ordinal) && ++asked == 1
                ? WidgetServer.Problem(System.Net.HttpStatusCode.Unauthorized, "expired")
                : null);
        var all = await chat.Client.ListConversationsAsync(_ct);
        Assert.Equal(250, all.Count);
        Assert.Equal(4, chat.Server.Count("/conversations?"));
    }

    [Fact]
    public async Task Server_that_gives_the_same_page_again_and_again_is_asked_twice()
    {
        await using var chat = await Chat.StartAsync();
        for (var i = 0; i < 100; i++) chat.Server.Begin("ann");
        await chat.Client.UserLoginAsync("ann", _ct);
        var page = System.Text.Json.Nodes.JsonNode.Parse("[]")!.AsArray();
        for (var i = 1; i <= 100; i++) page.Add(chat.Server.Conversation($"c{i}"));
        chat.Server.Intercept = (_, _) => Task.FromResult<HttpResponseMessage?>(
            WidgetServer.Answer(System.Net.HttpStatusCode.OK, $$"""{"data":{{page.ToJsonString()}}}"""));
        Assert.Equal(100, (await chat.Client.ListConversationsAsync(_ct)).Count);
        Assert.Equal(2, chat.Server.Count("/conversations?"));
    }

    [Fact]
    public async Task Many_conversations_share_one_socket()
    {
        await using var chat = await Chat.StartAsync();
        for (var i = 0; i < 30; i++) chat.Server.Begin("ann");
        await chat.Client.UserLoginAsync("ann", _ct);
        await chat.Client.StartBackgroundEventsAsync(_ct);
        await chat.ConnectAsync(31);
        Assert.Equal(1, chat.Sockets.Opened);
    }
}
