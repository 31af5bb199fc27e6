using Livecaller.Events;
using Livecaller.Session;
using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Events;

/// <summary>Events that a listener hasn't handled when the client ends are delivered by the next client with the same session.</summary>
public sealed class UnhandledEventsTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<(Chat Chat, ScriptedSocket Socket)> ListeningAsync()
    {
        var chat = await Chat.StartAsync();
        chat.Jitter = 0;
        chat.Server.Begin("ann");
        await chat.Client.UserLoginAsync("ann", _ct);
        await chat.Client.StartBackgroundEventsAsync(_ct);
        var socket = await chat.ConnectAsync(2);
        await Wait.UntilAsync(() => chat.Server.Count("/events?") > 0, "the first catch-up");
        return (chat, socket);
    }

    /// <summary>Adds a listener that doesn't complete, and sends it three messages.</summary>
    private async Task BlockListenerAsync(Chat chat, ScriptedSocket socket)
    {
        chat.Client.Events.On<LivecallerEvent>(async e =>
        {
            if (e is not ConversationMessageReceived) return;
            _entered.TrySetResult();
            await _gate.Task;
        });
        foreach (var text in (string[])["first", "second", "third"])
        {
            socket.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", text));
        }

        await _entered.Task.WaitAsync(TimeSpan.FromSeconds(10), _ct);
        await chat.HearsAsync<ConversationMessageReceived>(3);
    }

    private static async Task DisposeAsync(Chat chat)
    {
        var ending = chat.Client.DisposeAsync().AsTask();
        await chat.PassUntilAsync(() => ending.IsCompleted, "the end");
        await ending;
    }

    /// <summary>Creates a client with the session as it's stored now, like an app that starts again after it was killed.</summary>
    private async Task StartAgainAsync(Chat chat, Action<LivecallerEvents>? listen = null)
    {
        var copy = new MemorySessionStore();
        if (await chat.Store.LoadAsync(_ct) is { } stored) await copy.SaveAsync(stored, _ct);
        chat.Store = copy;
        await chat.ForgetAndCreateAsync();
        listen?.Invoke(chat.Client.Events);
        await chat.Client.StartBackgroundEventsAsync(_ct);
    }

    private static string[] Texts(Chat chat) => [.. chat.HeardOf<ConversationMessageReceived>().Select(e => e.Message.Content)];

    private async Task<StoredConversation?> StoredAsync(Chat chat) =>
        SessionCodec.TryRead(await chat.Store.LoadAsync(_ct) ?? "", out var session, out _) ? session!.Conversations.SingleOrDefault() : null;

    /// <summary>Waits until a client has caught up with the log.</summary>
    private async Task<string[]> TextsAfterCatchUpAsync(Chat chat)
    {
        await chat.ConnectAsync(2);
        var result = await chat.Client.HandlePushAsync("""{"conversation_id":"c1"}""", _ct);
        Assert.NotNull(result);
        await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, _ct);
        return Texts(chat);
    }

    [Fact]
    public async Task Events_that_wait_when_the_client_is_disposed_are_delivered_by_the_next_one()
    {
        var (chat, socket) = await ListeningAsync();
        await using var _ = chat;
        await BlockListenerAsync(chat, socket);
        await DisposeAsync(chat);
        await StartAgainAsync(chat);

        // The listener was called for the first one.
        Assert.Equal(["second", "third"], await TextsAfterCatchUpAsync(chat));
    }

    [Fact]
    public async Task Events_that_wait_when_the_process_is_killed_are_delivered_after_the_restart()
    {
        var (chat, socket) = await ListeningAsync();
        await using var _ = chat;
        await BlockListenerAsync(chat, socket);
        var killed = chat.Client;
        await killed.PauseAsync(_ct);
        await StartAgainAsync(chat);

        // The listener didn't complete the first one.
        Assert.Equal(["first", "second", "third"], await TextsAfterCatchUpAsync(chat));
        _gate.SetResult();
        await killed.DisposeAsync();
    }

    [Fact]
    public async Task Events_that_were_handled_late_are_not_delivered_again_after_a_kill()
    {
        var (chat, socket) = await ListeningAsync();
        await using var _ = chat;
        await BlockListenerAsync(chat, socket);
        Assert.NotNull(await StoredAsync(chat));
        _gate.SetResult();
        for (var last = (long)chat.Server.Conversation("c1")["last_sequence"]!; (await StoredAsync(chat))!.Cursor < last;) await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, _ct);
        var killed = chat.Client;
        await StartAgainAsync(chat);

        Assert.Empty(await TextsAfterCatchUpAsync(chat));
        await killed.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_of_a_page_of_the_log_is_dispatched_after_the_listeners_have_ended()
    {
        var (chat, socket) = await ListeningAsync();
        await using var _ = chat;
        var listener = (EventListener)chat.Client.Events.On<ConversationMessageReceived>(_ => { });
        var client = chat.Client;
        Task? ending = null;
        var late = 0;
        // Each unreadable event of the page is logged while it is dispatched, which gives the other thread time to end the listeners.
        chat.Log.Written = text =>
        {
            if (!text.Contains("could not be read", StringComparison.Ordinal)) return;
            if (listener.Work.IsCompleted) late++;
            ending ??= Task.Run(() => client.DisposeAsync().AsTask(), _ct);
            SpinWait.SpinUntil(() => listener.Work.IsCompleted, TimeSpan.FromMilliseconds(20));
        };
        for (var i = 0; i < 60; i++) chat.Server.Append("c1", "conversation.message", new() { ["id"] = 5 });
        socket.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", "hello"));
        await Wait.UntilAsync(() => ending is { IsCompleted: true }, "the end");
        await ending!;
        chat.Log.Written = null;

        Assert.Equal(0, late);
        Assert.Empty(Texts(chat));
        await StartAgainAsync(chat);
        Assert.Equal(["hello"], await TextsAfterCatchUpAsync(chat));
    }

    [Fact]
    public async Task Event_whose_listener_disposes_the_client_is_not_delivered_again_but_those_after_it_are()
    {
        var (chat, socket) = await ListeningAsync();
        await using var _ = chat;
        var disposed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        chat.Client.Events.On<ConversationMessageReceived>(async _ =>
        {
            await _gate.Task;
            await chat.Client.DisposeAsync();
            disposed.TrySetResult();
        });
        foreach (var text in (string[])["first", "second"]) socket.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", text));
        await chat.HearsAsync<ConversationMessageReceived>(2);
        _gate.SetResult();
        await disposed.Task.WaitAsync(TimeSpan.FromSeconds(10), _ct);
        await StartAgainAsync(chat);

        Assert.Equal(["second"], await TextsAfterCatchUpAsync(chat));
    }

    [Fact]
    public async Task End_of_a_conversation_that_waits_is_delivered_by_the_next_client()
    {
        var (chat, socket) = await ListeningAsync();
        await using var _ = chat;
        await BlockListenerAsync(chat, socket);
        socket.Send("conversation.closed", "private-conversation.c1", chat.Server.CloseConversation("c1"));
        await chat.HearsAsync<ConversationWasClosed>(1);
        await DisposeAsync(chat);
        await StartAgainAsync(chat);

        await chat.ConnectAsync(2);
        await chat.HearsAsync<ConversationWasClosed>(1);
        Assert.Equal(["second", "third"], Texts(chat));
    }

    [Fact]
    public async Task Stream_that_is_read_slowly_continues_with_the_next_client()
    {
        var (chat, socket) = await ListeningAsync();
        await using var _ = chat;
        await using var stream = chat.Client.Events.ReadAllAsync(_ct).OfType<ConversationMessageReceived>().GetAsyncEnumerator(_ct);
        var reading = stream.MoveNextAsync();
        foreach (var text in (string[])["first", "second"]) socket.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", text));
        Assert.True(await reading);
        Assert.Equal("first", stream.Current.Message.Content);
        await chat.HearsAsync<ConversationMessageReceived>(2);
        await DisposeAsync(chat);
        Assert.False(await stream.MoveNextAsync());
        await StartAgainAsync(chat);

        Assert.Equal(["second"], await TextsAfterCatchUpAsync(chat));
    }

    [Fact]
    public async Task Events_that_had_no_room_in_the_queue_are_delivered_by_the_next_client()
    {
        var (chat, socket) = await ListeningAsync();
        await using var _ = chat;
        await BlockListenerAsync(chat, socket);
        for (var i = 0; i < 2000; i++) socket.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", $"{i}"));
        await chat.HearsAsync<ConversationMessageReceived>(2003);
        await DisposeAsync(chat);
        await StartAgainAsync(chat);

        await chat.ConnectAsync(2);
        await chat.HearsAsync<ConversationMessageReceived>(2002);
        Assert.Equal(["second", "third", .. Enumerable.Range(0, 2000).Select(i => $"{i}")], Texts(chat));
    }
}
