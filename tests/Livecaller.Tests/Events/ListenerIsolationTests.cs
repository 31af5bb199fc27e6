using Livecaller.Session;
using Microsoft.Extensions.Logging.Abstractions;

namespace Livecaller.Tests.Events;

public sealed class ListenerIsolationTests
{
    private readonly LivecallerEvents _events = new(NullLogger.Instance);
    private readonly Fence _fence = new();
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    private void Publish(int unread) => _events.Publish(new(new UnreadCountChanged(unread), _fence));

    private static TaskCompletionSource<int> Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task<T> Soon<T>(Task<T> task) => task.WaitAsync(TimeSpan.FromSeconds(10), _ct);

    [Fact]
    public async Task Slow_listener_holds_nobody_up()
    {
        using var gate = new ManualResetEventSlim();
        var heard = Signal();
        using var slow = _events.On<LivecallerEvent>(_ => gate.Wait(_ct));
        using var fast = _events.On<UnreadCountChanged>(e =>
        {
            if (e.UnreadCount == 2) heard.SetResult(2);
        });
        Publish(1);
        Publish(2);
        Assert.Equal(2, await Soon(heard.Task));
        gate.Set();
    }

    [Fact]
    public async Task Throwing_listener_is_reported_and_goes_on_to_hear()
    {
        var heard = Signal();
        var reported = Signal();
        _events.UnhandledListenerException += (_, e) => reported.TrySetResult(e.Exception.Message.Length);
        using var listener = _events.On(LivecallerEventType.UnreadCountChanged, e =>
        {
            if (((UnreadCountChanged)e).UnreadCount == 1) throw new InvalidOperationException("!");
            heard.SetResult(2);
        });
        Publish(1);
        Publish(2);
        Assert.Equal(1, await Soon(reported.Task));
        await Soon(heard.Task);
    }

    [Fact]
    public async Task Listener_hears_its_own_kind_only_in_order_and_nothing_after_its_disposal()
    {
        List<int> heard = [];
        var last = Signal();
        var listener = _events.On<UnreadCountChanged>(e => heard.Add(e.UnreadCount));
        _events.Publish(new(new ConnectionStateChanged(ConnectionState.Connected), _fence));
        for (var i = 1; i <= 100; i++) Publish(i);
        await Fakes.Wait.UntilAsync(() => heard.Count == 100, "all");
        Assert.Equal(Enumerable.Range(1, 100), heard);
        listener.Dispose();
        using var other = _events.On<UnreadCountChanged>(_ => last.SetResult(0));
        Publish(101);
        await Soon(last.Task);
        Assert.Equal(100, heard.Count);
    }

    [Fact]
    public async Task What_waits_for_a_slow_listener_is_not_delivered_once_the_visitor_is_gone()
    {
        using var gate = new ManualResetEventSlim();
        var began = Signal();
        var ended = Signal();
        List<int> heard = [];
        using var listener = _events.On<UnreadCountChanged>(e =>
        {
            heard.Add(e.UnreadCount);
            if (e.UnreadCount == 9) ended.SetResult(9);
            began.TrySetResult(0);
            gate.Wait(_ct);
        });
        Publish(1);
        Publish(2);
        await Soon(began.Task);
        _fence.Close();
        _events.Publish(new(new UnreadCountChanged(9), new()));
        gate.Set();
        await Soon(ended.Task);
        Assert.Equal([1, 9], heard);
    }

    [Fact]
    public async Task Stream_gives_all_events_and_ends_with_the_client()
    {
        await using var stream = _events.ReadAllAsync(_ct).GetAsyncEnumerator(_ct);
        var first = stream.MoveNextAsync();
        Publish(1);
        Assert.True(await first);
        Assert.Equal(new UnreadCountChanged(1), stream.Current);
        _events.Complete();
        Assert.False(await stream.MoveNextAsync());
    }
}
