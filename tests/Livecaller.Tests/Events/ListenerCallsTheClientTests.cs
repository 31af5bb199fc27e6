using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Events;

/// <summary>Listeners that call back into the client that calls them.</summary>
public sealed class ListenerCallsTheClientTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    private async Task<(Chat Chat, ScriptedSocket Socket)> ListeningAsync()
    {
        var chat = await Chat.StartAsync();
        chat.Server.Begin("ann", "from before");
        chat.Server.Begin("bob");
        await chat.Client.UserLoginAsync("ann", _ct);
        await chat.Client.StartBackgroundEventsAsync(_ct);
        return (chat, await chat.ConnectAsync(2));
    }

    /// <summary>Does something in a listener of the next message, and waits until that has been done.</summary>
    private async Task OnNextMessageAsync(Chat chat, ScriptedSocket socket, Func<Task> callAsync)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        chat.Client.Events.On<ConversationMessageReceived>(async _ =>
        {
            try
            {
                await callAsync();
                done.TrySetResult();
            }
            catch (Exception e)
            {
                done.TrySetException(e);
            }
        });
        socket.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", "hello"));
        await done.Task.WaitAsync(Patience, _ct);
    }

    [Fact]
    public async Task Listener_logs_another_visitor_in()
    {
        var (chat, socket) = await ListeningAsync();
        await using var _ = chat;
        await OnNextMessageAsync(chat, socket, () => chat.Client.UserLoginAsync("bob", _ct));
        Assert.Equal("bob", chat.Client.Visitor?.UserId);
    }

    [Fact]
    public async Task Listener_logs_out()
    {
        var (chat, socket) = await ListeningAsync();
        await using var _ = chat;
        await OnNextMessageAsync(chat, socket, () => chat.Client.UserLogoutAsync(_ct));
        Assert.Null(chat.Client.Visitor);
    }

    [Fact]
    public async Task Listener_answers_a_message()
    {
        var (chat, socket) = await ListeningAsync();
        await using var _ = chat;
        await OnNextMessageAsync(chat, socket, async () =>
        {
            var conversation = await chat.Client.OpenConversationAsync(_ct);
            Assert.Equal(MessageStatus.Sent, (await conversation.SendAndSettleAsync(new() { Content = "automatic answer" })).Status);
        });
        Assert.Contains("automatic answer", chat.Server.TextsOf("c1"));
    }

    [Fact]
    public async Task Listener_stops_pauses_and_resumes()
    {
        var (chat, socket) = await ListeningAsync();
        await using var _ = chat;
        await OnNextMessageAsync(chat, socket, async () =>
        {
            await chat.Client.PauseAsync(_ct);
            await chat.Client.ResumeAsync(_ct);
            await chat.Client.StopBackgroundEventsAsync(_ct);
        });
        await Wait.UntilAsync(() => chat.Client.ConnectionState == ConnectionState.Disconnected, "the end of the connection");
    }

    [Fact]
    public async Task Listener_disposes_the_client_and_waits_for_no_patience()
    {
        var (chat, socket) = await ListeningAsync();
        // The clock stands still: whoever waits for the 5 seconds of the listeners waits in vain.
        await OnNextMessageAsync(chat, socket, () => chat.Client.DisposeAsync().AsTask());
        await socket.Ended;
    }

    [Fact]
    public async Task Listener_disposes_the_client_synchronously()
    {
        var (chat, socket) = await ListeningAsync();
        await OnNextMessageAsync(chat, socket, () =>
        {
            chat.Client.DisposeAsync().AsTask().Wait(_ct);
            return Task.CompletedTask;
        });
        await socket.Ended;
    }

    [Fact]
    public async Task Client_is_disposed_after_5_seconds_when_a_listener_never_completes()
    {
        var (chat, socket) = await ListeningAsync();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        chat.Client.Events.On<ConversationMessageReceived>(_ =>
        {
            entered.TrySetResult();
            return new TaskCompletionSource().Task;
        });
        socket.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", "hello"));
        await entered.Task.WaitAsync(Patience, _ct);
        var start = chat.Time.GetUtcNow();
        var ending = chat.Client.DisposeAsync().AsTask();
        await chat.PassUntilAsync(() => ending.IsCompleted, "the end");
        await ending;
        Assert.InRange(chat.Time.GetUtcNow() - start, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(6));
    }
}
