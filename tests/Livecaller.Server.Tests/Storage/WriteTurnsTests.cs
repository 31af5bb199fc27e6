using Livecaller.Server.EventLog;
using Livecaller.Server.Storage;
using Livecaller.Server.Tests.Support;

namespace Livecaller.Server.Tests.Storage;

public sealed class WriteTurnsTests
{
    private readonly WriteTurns _turns = new();
    private readonly List<string> _served = [];

    [Fact]
    public async Task One_of_each_line_follows_the_other_however_long_a_line_is()
    {
        await _turns.WaitAsync(TestContext.Current.CancellationToken);
        var flood = Enumerable.Range(1, 4).Select(i => QueueAsync("flood", $"flood {i}")).ToList();
        var others = new[] { QueueAsync("ann", "ann"), QueueAsync("ben", "ben") };

        _turns.Release();
        await Task.WhenAll([.. flood, .. others]);

        Assert.Equal(["flood 1", "ann", "ben", "flood 2", "flood 3", "flood 4"], _served);
    }

    [Fact]
    public async Task The_callers_of_one_address_keep_their_order()
    {
        await _turns.WaitAsync(TestContext.Current.CancellationToken);
        var calls = Enumerable.Range(1, 20).Select(i => QueueAsync("ann", $"{i}")).ToList();

        _turns.Release();
        await Task.WhenAll(calls);

        Assert.Equal(Enumerable.Range(1, 20).Select(i => $"{i}"), _served);
    }

    [Fact]
    public async Task One_who_leaves_while_waiting_takes_nobodys_turn()
    {
        await _turns.WaitAsync(TestContext.Current.CancellationToken);
        using var leaving = new CancellationTokenSource();
        var gone = QueueUntilAsync("ann", "gone", leaving.Token);
        var stays = QueueAsync("ben", "ben");

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        var back = QueueAsync("ann", "ann");
        _turns.Release();
        await Task.WhenAll(stays, back);

        Assert.Equal(["ann", "ben"], _served.Order());
        await _turns.WaitAsync(TestContext.Current.CancellationToken);
        _turns.Release();
    }

    [Fact]
    public async Task Only_one_at_a_time_has_the_lock()
    {
        var (inside, most) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(async () =>
        {
            WriteTurns.Caller = $"{i % 7}";
            await _turns.WaitAsync(TestContext.Current.CancellationToken);
            most = Math.Max(most, ++inside);
            await Task.Yield();
            inside--;
            _turns.Release();
        })));
        Assert.Equal((0, 1), (inside, most));
    }

    [Fact]
    public async Task Grouped_writes_take_turns_by_address_and_end_with_the_turn_of_another_kind()
    {
        var begun = 0;
        _turns.GroupBegins += () => begun++;
        await _turns.WaitAsync(TestContext.Current.CancellationToken);
        foreach (var name in new[] { "flood 1", "flood 2", "flood 3" }) Join("flood", name);
        Join("ann", "ann");
        var alone = QueueAsync("ben", "alone");
        Join("cleo", "cleo");

        Assert.Equal(0, begun);
        _turns.Release();
        Assert.Equal(["flood 1", "ann"], TakeAll());
        Assert.False(alone.IsCompleted);
        _turns.Release();
        await alone;
        await Eventually.IsAsync(() => begun == 2);
        Assert.Equal(["cleo", "flood 2", "flood 3"], TakeAll());
        _turns.Release();

        Join("ann", "free");
        Assert.Equal((3, "free"), (begun, Assert.Single(TakeAll())));
        _turns.Release();
    }

    [Fact]
    public async Task A_grouped_write_that_leaves_takes_no_turn_and_one_whose_turn_has_come_cannot_leave()
    {
        await _turns.WaitAsync(TestContext.Current.CancellationToken);
        var (gone, stays) = (Join("ann", "gone"), Join("ann", "stays"));

        Assert.True(_turns.Leave(gone));
        Assert.Equal(1, _turns.Waiting);
        _turns.Release();

        Assert.False(_turns.Leave(stays));
        Assert.Equal(["stays"], TakeAll());
        _turns.Release();
        await _turns.WaitAsync(TestContext.Current.CancellationToken);
    }

    private NamedWrite Join(string caller, string name)
    {
        WriteTurns.Caller = caller;
        var write = new NamedWrite(name);
        _turns.Join(write);
        return write;
    }

    private List<string> TakeAll()
    {
        List<string> taken = [];
        while (_turns.TakeGrouped() is NamedWrite write) taken.Add(write.Name);
        return taken;
    }

    private sealed class NamedWrite(string name) : GroupedWrite<bool>
    {
        public string Name => name;

        public override IEnumerable<string> Conversations => [];

        protected override bool Write(LogBatch batch) => true;
    }

    private Task QueueAsync(string caller, string name) => QueueUntilAsync(caller, name, TestContext.Current.CancellationToken);

    // Returns once the call stands in its line: the lock is held.
    private async Task QueueUntilAsync(string caller, string name, CancellationToken leaves)
    {
        WriteTurns.Caller = caller;
        await _turns.WaitAsync(leaves);
        _served.Add(name);
        _turns.Release();
    }
}
