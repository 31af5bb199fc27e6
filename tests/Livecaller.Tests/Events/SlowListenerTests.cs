using System.Net;
using Livecaller.Events;
using Livecaller.Protocol;
using Livecaller.Session;
using Livecaller.Tests.Fakes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Livecaller.Tests.Events;

/// <summary>A listener that does not keep up holds a bounded queue, and misses nothing of a conversation.</summary>
public sealed class SlowListenerTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    /// <summary>A listener that stands still until the gate opens.</summary>
    private sealed class Slow<TEvent> : IDisposable where TEvent : LivecallerEvent
    {
        private readonly List<TEvent> _heard = [];
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Slow(LivecallerEvents events) => Listener = (EventListener)events.On<TEvent>(async e =>
        {
            _entered.TrySetResult();
            await _gate.Task;
            lock (_heard) _heard.Add(e);
        });

        public EventListener Listener { get; }
        public Task Entered => _entered.Task.WaitAsync(TimeSpan.FromSeconds(10));

        public TEvent[] Heard
        {
            get
            {
                lock (_heard) return [.. _heard];
            }
        }

        public void GoOn() => _gate.TrySetResult();

        public void Dispose() => Listener.Dispose();
    }

    private async Task<(Chat Chat, ScriptedSocket Socket)> ListeningAsync()
    {
        var chat = await Chat.StartAsync();
        chat.Jitter = 0;
        chat.Server.Begin("ann");
        await chat.Client.UserLoginAsync("ann", _ct);
        await chat.Client.StartBackgroundEventsAsync(_ct);
        var socket = await chat.ConnectAsync(2);
        await Wait.UntilAsync(() => chat.Server.Count("/events?") > 0, "the first look");
        return (chat, socket);
    }

    private static void Say(Chat chat, ScriptedSocket socket, int from, int count)
    {
        for (var i = from; i < from + count; i++) socket.Send("conversation.message", "private-conversation.c1", chat.Server.Say("c1", $"{i}"));
    }

    private static string[] Texts(IEnumerable<ConversationMessageReceived> events) => [.. events.Select(e => e.Message.Content)];

    private static string[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => $"{i}")];

    [Fact]
    public async Task Changes_of_state_of_which_only_the_newest_matters_do_not_pile_up()
    {
        var events = new LivecallerEvents(NullLogger.Instance);
        var fence = new Fence();
        using var slow = new Slow<LivecallerEvent>(events);
        events.Publish(new(new UnreadCountChanged(-1), fence));
        await slow.Entered;
        for (var i = 0; i <= 100_000; i++) events.Publish(new(new UnreadCountChanged(i), fence));
        events.Publish(new(new ConnectionStateChanged(ConnectionState.Connected), fence));
        Assert.InRange(slow.Listener.Waiting, 1, 1000);
        slow.GoOn();
        await Wait.UntilAsync(() => slow.Heard is [.., ConnectionStateChanged { State: ConnectionState.Connected }], "the newest state");
        Assert.Equal(100_000, slow.Heard.OfType<UnreadCountChanged>().Last().UnreadCount);
    }

    [Fact]
    public async Task Even_states_of_ever_other_messages_do_not_pile_up()
    {
        var events = new LivecallerEvents(NullLogger.Instance);
        var fence = new Fence();
        using var slow = new Slow<LivecallerEvent>(events);
        events.Publish(new(new UnreadCountChanged(-1), fence));
        await slow.Entered;
        for (var i = 0; i < 5_000; i++) events.Publish(new(new MessageStatusChanged(null, new($"m{i}"), MessageStatus.Sent, null), fence));
        var waiting = slow.Listener.Waiting;
        Assert.InRange(waiting, 750, 1000);
        slow.GoOn();
        await Wait.UntilAsync(() => slow.Heard.Length == 1 + waiting, "what waited");
        Assert.Equal(Enumerable.Range(5_000 - waiting, waiting).Select(i => $"m{i}"), slow.Heard.Skip(1).Select(e => ((MessageStatusChanged)e).MessageId.Value));
    }

    [Fact]
    public async Task Messages_that_had_no_room_are_fetched_again_and_come_once_and_in_order()
    {
        var (chat, socket) = await ListeningAsync();
        await using var _ = chat;
        using var slow = new Slow<ConversationMessageReceived>(chat.Client.Events);
        Say(chat, socket, 0, 3000);
        await slow.Entered;
        await chat.HearsAsync<ConversationMessageReceived>(3000);
        Assert.InRange(slow.Listener.Waiting, 1, 1000);
        Assert.Equal(Numbers(3000), Texts(chat.HeardOf<ConversationMessageReceived>()));
        slow.GoOn();
        // More comes while the gap is being filled.
        Say(chat, socket, 3000, 500);
        await Wait.UntilAsync(() => slow.Heard.Length >= 3500, "all messages");
        Assert.Equal(Numbers(3500), Texts(slow.Heard));
    }

    [Fact]
    public async Task Stream_that_is_not_read_for_long_gives_every_message_too()
    {
        var (chat, socket) = await ListeningAsync();
        await using var _ = chat;
        await using var stream = chat.Client.Events.ReadAllAsync(_ct).GetAsyncEnumerator(_ct);
        var first = stream.MoveNextAsync();
        Say(chat, socket, 0, 2500);
        await chat.HearsAsync<ConversationMessageReceived>(2500);
        List<string> heard = [];
        for (var more = await first; more; more = await stream.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), _ct))
        {
            if (stream.Current is ConversationMessageReceived e) heard.Add(e.Message.Content);
            if (heard.Count == 2500) break;
        }

        Assert.Equal(Numbers(2500), heard);
    }

    [Fact]
    public async Task Server_that_cannot_be_reached_or_refuses_for_a_while_delays_what_was_missed()
    {
        var (chat, socket) = await ListeningAsync();
        await using var _ = chat;
        using var slow = new Slow<ConversationMessageReceived>(chat.Client.Events);
        Say(chat, socket, 0, 1500);
        await slow.Entered;
        await chat.HearsAsync<ConversationMessageReceived>(1500);
        var refusals = 3;
        chat.Server.Intercept = (r, _) => r.RequestUri!.AbsolutePath.EndsWith("/events", StringComparison.Ordinal) && refusals-- > 0
            ? throw new HttpRequestException("cut") : Task.FromResult<HttpResponseMessage?>(null);
        slow.GoOn();
        await Wait.UntilAsync(() => slow.Heard.Length >= 1500, "all messages");
        Assert.Equal(Numbers(1500), Texts(slow.Heard));
    }

    [Fact]
    public async Task What_cannot_be_fetched_again_is_logged_and_the_listener_goes_on()
    {
        var (chat, socket) = await ListeningAsync();
        await using var _ = chat;
        using var slow = new Slow<ConversationMessageReceived>(chat.Client.Events);
        Say(chat, socket, 0, 1500);
        await slow.Entered;
        await chat.HearsAsync<ConversationMessageReceived>(1500);
        // Not what the conversation itself may still ask: it has everything.
        chat.Server.Intercept = (r, _) => Task.FromResult(
            r.RequestUri!.AbsolutePath.EndsWith("/events", StringComparison.Ordinal) && !r.RequestUri.Query.Contains("after=1501&", StringComparison.Ordinal)
                ? WidgetServer.Problem(HttpStatusCode.NotFound, "gone") : null);
        slow.GoOn();
        await Wait.UntilAsync(() => chat.Log.Has(LogLevel.Warning, "A slow listener missed events of c1"), "the warning");
        Say(chat, socket, 1500, 1);
        await Wait.UntilAsync(() => slow.Heard is [.., { Message.Content: "1500" }], "the next message");
        Assert.Equal([.. Numbers(1500).Take(slow.Heard.Length - 1), "1500"], Texts(slow.Heard));
    }

    [Fact]
    public async Task What_a_listener_missed_of_a_visitor_who_is_gone_is_not_fetched()
    {
        var (chat, socket) = await ListeningAsync();
        await using var _ = chat;
        using var slow = new Slow<LivecallerEvent>(chat.Client.Events);
        Say(chat, socket, 0, 1500);
        await slow.Entered;
        await chat.HearsAsync<ConversationMessageReceived>(1500);
        await chat.Client.UserLogoutAsync(_ct);
        var calls = chat.Server.Count("/events?");
        slow.GoOn();
        await Wait.UntilAsync(() => slow.Heard is [.., VisitorChanged { Visitor: null }], "the logout");
        Assert.InRange(slow.Heard.OfType<ConversationMessageReceived>().Count(), 0, 1);
        Assert.Equal(calls, chat.Server.Count("/events?"));
    }

    [Fact]
    public async Task Broadcasts_beyond_what_waits_for_the_log_are_read_from_the_log()
    {
        var (chat, socket) = await ListeningAsync();
        await using var _ = chat;
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var asked = 0;
        chat.Server.Intercept = async (r, _) =>
        {
            if (!r.RequestUri!.AbsolutePath.EndsWith("/events", StringComparison.Ordinal)) return null;
            Interlocked.Increment(ref asked);
            await gate.Task;
            return null;
        };
        // The first is not broadcast: the second shows the gap, and the log is asked.
        chat.Server.Say("c1", "0");
        Say(chat, socket, 1, 2000);
        await Wait.UntilAsync(() => Volatile.Read(ref asked) == 1, "the log is asked");
        gate.SetResult();
        await chat.HearsAsync<ConversationMessageReceived>(2001);
        Assert.Equal(Numbers(2001), Texts(chat.HeardOf<ConversationMessageReceived>()));
    }
}
