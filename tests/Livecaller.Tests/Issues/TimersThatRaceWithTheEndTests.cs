using Livecaller.Connection;
using Livecaller.Protocol;
using Livecaller.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Livecaller.Tests.Issues;

/// <summary>A timer runs out at the moment at which its owner ends: what it then throws is thrown on a thread of nobody's, and ends the process.</summary>
public sealed class TimersThatRaceWithTheEndTests
{
    private readonly LateTimers _time = new();
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Silence_that_is_noticed_as_the_socket_ends_throws_nothing(bool isProbed)
    {
        var socket = new ScriptedSocket(new("wss://chat.test"));
        var link = new PusherLink(socket, _time, NullLogger.Instance);
        await using var linkLifetime = link;
        socket.Establish();
        var established = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = link.RunAsync(_ => established.TrySetResult(), _ => { }, _ct);
        await established.Task.WaitAsync(_ct);
        if (isProbed) link.Probe();
        socket.Close(1006);
        await running;
        // The first pings, the second finds that nothing came.
        Assert.Empty(_time.RunAll());
        Assert.Empty(_time.RunAll());
        link.Probe();
        Assert.Empty(_time.RunAll());
    }

    [Fact]
    public async Task No_timer_of_a_client_throws_when_it_runs_out_after_the_end()
    {
        using var server = new WidgetServer(_time);
        var sockets = new ScriptedSockets();
        server.Begin("ann", "hello");
        var client = await LivecallerClient.CreateAsync(
            new()
            {
                WidgetId = new("w1"),
                ServerUrl = new("http://chat.test"),
                TimeProvider = _time,
                HttpHandler = server,
                SocketFactory = sockets,
                TokenProvider = _ => ValueTask.FromResult<string?>("ann"),
            },
            _ct);
        var conversation = await client.OpenConversationAsync(_ct);
        var socket = await sockets.NextAsync();
        socket.Establish();
        _ = socket.AcceptEverythingAsync();
        await Wait.UntilAsync(() => conversation.Snapshot.Messages.Count == 1, "the message");
        await conversation.TypingAsync("hel", _ct);
        await conversation.TypingAsync("hello", _ct);
        socket.Send("conversation.typing", "private-conversation.c1", """{"conversation_id":"c1","sender":{"type":"operator","id":"o"}}""");
        await Wait.UntilAsync(() => conversation.Snapshot.Typing is not null, "the typing");
        client.NotifyNetworkChanged();
        await client.DisposeAsync();

        Assert.InRange(_time.Count, 4, int.MaxValue);
        for (var i = 0; i < 3; i++)
        {
            Assert.Empty(_time.RunAll());
            client.NotifyNetworkChanged();
        }
    }

    [Fact]
    public async Task Calls_that_race_with_the_end_are_answered_or_cancelled()
    {
        for (var round = 0; round < 30; round++)
        {
            await using var chat = await Chat.StartAsync();
            chat.Jitter = 0;
            chat.Server.Begin("ann", "hello");
            chat.Server.Begin("bob");
            await chat.Client.UserLoginAsync("ann", _ct);
            var conversation = await chat.Client.OpenConversationAsync(_ct);
            _ = chat.ServeSocketsAsync();
            var client = chat.Client;
            Func<Task>[] calls =
            [
                () => client.UserLoginAsync("bob", _ct),
                () => client.UserLogoutAsync(_ct),
                () => client.UserUpdateAsync("ann", _ct),
                () => client.StartBackgroundEventsAsync(_ct),
                () => client.StopBackgroundEventsAsync(_ct),
                () => client.PauseAsync(_ct),
                () => client.ResumeAsync(_ct),
                () => client.OpenConversationAsync(_ct),
                () => client.ListConversationsAsync(_ct),
                () => client.HandlePushAsync("""{"conversation_id":"c1"}""", _ct),
                () => client.SetMutedAsync(true, _ct),
                () => client.GetWidgetAsync(_ct),
                () => conversation.SendAsync(new() { Content = "hi" }, _ct),
                () => conversation.TypingAsync("h", _ct),
                () => conversation.MarkReadAsync(_ct),
                () => conversation.CloseAsync(_ct),
                () => Task.Run(client.NotifyNetworkChanged, _ct),
            ];
            var running = calls.Select(call => Task.Run(call, _ct)).ToList();
            running.Insert(round % running.Count, Task.Run(() => client.DisposeAsync().AsTask(), _ct));
            await Task.WhenAll(running).WaitAsync(TimeSpan.FromSeconds(20), _ct).ContinueWith(_ => { }, _ct, TaskContinuationOptions.None, TaskScheduler.Default);

            Assert.All(running, call => Assert.True(call.IsCompleted));
            Assert.All(
                running.Where(call => call.IsFaulted),
                call => Assert.True(call.Exception!.InnerException is ObjectDisposedException or LivecallerException or OperationCanceledException or InvalidOperationException, $"{call.Exception}"));
        }
    }

    [Fact]
    public async Task After_the_end_no_call_touches_the_store_which_may_be_another_clients()
    {
        var store = new MemorySessionStore();
        await using var chat = new Chat { Store = store };
        await chat.CreateAsync();
        await chat.Client.UserLoginAsync("ann", _ct);
        await chat.Client.StartBackgroundEventsAsync(_ct);
        await chat.Client.DisposeAsync();
        await store.SaveAsync("another client's", _ct);

        await Assert.ThrowsAsync<ObjectDisposedException>(() => chat.Client.UserLogoutAsync(_ct));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => chat.Client.StopBackgroundEventsAsync(_ct));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => chat.Client.UserLoginAsync("bob", _ct));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => chat.Client.UserUpdateAsync("ann", _ct));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => chat.Client.OpenConversationAsync(_ct));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => chat.Client.OpenConversationAsync(new ConversationId("c1"), _ct));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => chat.Client.ListConversationsAsync(_ct));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => chat.Client.SetMutedAsync(true, _ct));

        Assert.Equal("another client's", await store.LoadAsync(_ct));
    }
}
