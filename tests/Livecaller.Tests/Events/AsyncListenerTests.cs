using Livecaller.Session;
using Livecaller.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Livecaller.Tests.Events;

/// <summary>Listeners that do their work asynchronously, the careless ones too.</summary>
public sealed class AsyncListenerTests
{
    private readonly Fence _fence = new();
    private readonly LivecallerEvents _events = new(NullLogger.Instance);
    private readonly List<UnhandledListenerExceptionEventArgs> _reported = [];
    private readonly List<int> _heard = [];

    public AsyncListenerTests() => _events.UnhandledListenerException += (_, e) =>
    {
        lock (_reported) _reported.Add(e);
    };

    private void Publish(int unread) => _events.Publish(new(new UnreadCountChanged(unread), _fence));

    private void Hear(UnreadCountChanged e)
    {
        lock (_heard) _heard.Add(e.UnreadCount);
    }

    private Task HearsAsync(params int[] expected) => Wait.UntilAsync(
        () =>
        {
            lock (_heard) return _heard.SequenceEqual(expected);
        },
        $"[{string.Join(", ", expected)}]");

    private async Task ReportsAsync(string message, int unread)
    {
        await Wait.UntilAsync(
            () =>
            {
                lock (_reported) return _reported.Count > 0;
            },
            "the report");
        lock (_reported) Assert.Equal((message, new UnreadCountChanged(unread)), (_reported.Single().Exception.Message, _reported.Single().Event));
    }

    [Fact]
    public async Task Exception_before_the_first_await_is_reported_and_the_next_event_comes()
    {
        using var listener = _events.On<UnreadCountChanged>(async e =>
        {
            if (e.UnreadCount == 1) throw new InvalidOperationException("early");
            await Task.Yield();
            Hear(e);
        });
        Publish(1);
        Publish(2);
        await HearsAsync(2);
        await ReportsAsync("early", 1);
    }

    [Fact]
    public async Task Exception_after_the_first_await_is_reported_and_the_next_event_comes()
    {
        using var listener = _events.On<UnreadCountChanged>(async e =>
        {
            await Task.Yield();
            if (e.UnreadCount == 1) throw new InvalidOperationException("late");
            Hear(e);
        });
        Publish(1);
        Publish(2);
        await HearsAsync(2);
        await ReportsAsync("late", 1);
    }

    [Fact]
    public async Task Listener_of_a_kind_is_awaited_too()
    {
        using var listener = _events.On(LivecallerEventType.UnreadCountChanged, async e =>
        {
            await Task.Yield();
            throw new InvalidOperationException($"{e.Type}");
        });
        Publish(1);
        await ReportsAsync("UnreadCountChanged", 1);
    }

    [Fact]
    public async Task Null_in_place_of_a_task_is_reported()
    {
        using var listener = _events.On((Func<UnreadCountChanged, Task>)(_ => null!));
        Publish(1);
        await Wait.UntilAsync(() => _reported.Count == 1, "the report");
    }

    [Fact]
    public async Task Listener_gets_the_next_event_when_it_has_finished_with_the_one_before()
    {
        var (running, most) = (0, 0);
        using var listener = _events.On<UnreadCountChanged>(async e =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            for (var i = 0; i < 20; i++) await Task.Yield();
            Interlocked.Decrement(ref running);
            Hear(e);
        });
        for (var i = 1; i <= 50; i++) Publish(i);
        await HearsAsync([.. Enumerable.Range(1, 50)]);
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Listener_that_never_completes_holds_up_nobody_else()
    {
        using var stuck = _events.On<UnreadCountChanged>(_ => new TaskCompletionSource().Task);
        using var listener = _events.On<UnreadCountChanged>(Hear);
        Publish(1);
        Publish(2);
        await HearsAsync(1, 2);
    }

    [Fact]
    public async Task Listener_that_disposes_its_own_subscription_gets_nothing_more()
    {
        IDisposable? own = null;
        own = _events.On<UnreadCountChanged>(async e =>
        {
            Hear(e);
            await Task.Yield();
            own!.Dispose();
        });
        Publish(1);
        Publish(2);
        await HearsAsync(1);
        using var other = _events.On<UnreadCountChanged>(Hear);
        Publish(3);
        await HearsAsync(1, 3);
    }

    [Fact]
    public async Task Exception_of_an_async_void_listener_is_reported_and_the_process_lives()
    {
        async void ListenAsync(UnreadCountChanged e)
        {
            await Task.Yield();
            throw new InvalidOperationException("nobody awaits it");
        }

        using var listener = _events.On((Action<UnreadCountChanged>)ListenAsync);
        Publish(1);
        await ReportsAsync("nobody awaits it", 1);
    }

    [Fact]
    public async Task Exception_of_an_async_handler_of_exceptions_ends_nothing()
    {
        _events.UnhandledListenerException += async (_, _) =>
        {
            await Task.Yield();
            throw new InvalidOperationException("and the report throws");
        };
        using var listener = _events.On<UnreadCountChanged>(e =>
        {
            Hear(e);
            throw new InvalidOperationException("first");
        });
        Publish(1);
        await ReportsAsync("first", 1);
        Publish(2);
        await HearsAsync(1, 2);
    }
}
