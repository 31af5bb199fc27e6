using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Issues;

/// <summary>
/// The first list of all tells old conversations, of which nothing is handed on, from new ones by nothing but time.
/// One that begins while that list is on its way is in it, and is new all the same.
/// </summary>
public sealed class BeginningDuringTheFirstLookTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The first list is asked for and not answered yet, and meanwhile an operator begins a conversation.</summary>
    private async Task<(Chat Chat, ScriptedSocket Socket)> BegunMeanwhileAsync()
    {
        var chat = await Chat.StartAsync();
        chat.Server.Intercept = async (r, _) =>
        {
            if (r.Method != HttpMethod.Get || !r.RequestUri!.AbsolutePath.EndsWith("/conversations", StringComparison.Ordinal)) return null;
            _asked.TrySetResult();
            await _answer.Task;
            return null;
        };
        await chat.Client.StartBackgroundEventsAsync(_ct);
        await chat.Client.UserLoginAsync("ann", _ct);
        var socket = await chat.ConnectAsync(1);
        await _asked.Task.WaitAsync(Patience, _ct);
        chat.Server.Begin("ann", "we call you");
        return (chat, socket);
    }

    [Fact]
    public async Task Answer_that_comes_before_the_broadcast_swallows_nothing()
    {
        var (chat, socket) = await BegunMeanwhileAsync();
        await using var _ = chat;
        _answer.SetResult();
        // The list was taken: the conversation is followed from its end.
        Assert.Equal("private-conversation.c1", await socket.ExpectSubscribeAsync());
        Assert.Empty(chat.HeardOf<ConversationMessageReceived>());

        socket.Send("conversation.started", "private-visitor.ann", chat.Server.Conversation("c1").ToJsonString());
        await chat.HearsAsync<ConversationMessageReceived>(1);

        await HearsTheNextOnceAsync(chat, socket);
    }

    [Fact]
    public async Task Answer_that_comes_after_the_broadcast_repeats_nothing()
    {
        var (chat, socket) = await BegunMeanwhileAsync();
        await using var _ = chat;
        socket.Send("conversation.started", "private-visitor.ann", chat.Server.Conversation("c1").ToJsonString());
        Assert.Equal("private-conversation.c1", await socket.ExpectSubscribeAsync());
        await chat.HearsAsync<ConversationMessageReceived>(1);

        _answer.SetResult();
        await Wait.UntilAsync(() => chat.Client.UnreadCount == 1, "the list");

        await HearsTheNextOnceAsync(chat, socket);
    }

    [Fact]
    public async Task Broadcast_that_comes_twice_is_told_once()
    {
        var (chat, socket) = await BegunMeanwhileAsync();
        await using var _ = chat;
        _answer.SetResult();
        await socket.ExpectSubscribeAsync();
        var started = chat.Server.Conversation("c1").ToJsonString();

        socket.Send("conversation.started", "private-visitor.ann", started);
        await chat.HearsAsync<ConversationMessageReceived>(1);
        socket.Send("conversation.started", "private-visitor.ann", started);

        await HearsTheNextOnceAsync(chat, socket);
    }

    private static async Task HearsTheNextOnceAsync(Chat chat, ScriptedSocket socket)
    {
        socket.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", "are you there?"));
        await chat.HearsAsync<ConversationMessageReceived>(2);
        Assert.Equal(["we call you", "are you there?"], chat.HeardOf<ConversationMessageReceived>().Select(e => e.Message.Content));
        Assert.Equal("c1", Assert.Single(chat.HeardOf<ConversationWasStarted>()).Conversation.Id.Value);
    }
}
