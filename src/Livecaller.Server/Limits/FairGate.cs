namespace Livecaller.Server.Limits;

/// <summary>Whose turn a piece of work takes.</summary>
internal readonly record struct WorkOwner(string Address, string Visitor);

/// <summary>
/// Lets a number of works run at once. A work of which others of the same visitor, or of the same address, wait already is put back by as many
/// arrivals for each of them: many works of one visitor delay another visitor by one work, and not by all of them.
/// </summary>
/// <param name="capacity">How many works run at once.</param>
/// <param name="maxWaiting">How many works of one visitor can wait.</param>
internal sealed class FairGate(int capacity, int maxWaiting)
{
    private const int RetryAfterSeconds = 5;

    // Behind a proxy, all visitors can have one address.
    private const int ArrivalsPerWorkOfVisitor = 1000;
    private const int ArrivalsPerWorkOfAddress = 20;

    private readonly Lock _lock = new();
    private readonly PriorityQueue<Waiter, long> _waiting = new();
    private readonly Dictionary<string, int> _visitors = [];
    private readonly Dictionary<string, int> _addresses = [];
    private int _free = capacity;
    private long _arrivals;

    /// <summary>Waits for a turn, which lasts until the result is disposed of.</summary>
    /// <exception cref="RateLimitedException">Too many works of the visitor wait.</exception>
    public async Task<IDisposable> EnterAsync(WorkOwner owner, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiter = new Waiter(this, owner);
        lock (_lock)
        {
            if (_free > 0)
            {
                _free--;
                return waiter;
            }

            if (_visitors.GetValueOrDefault(owner.Visitor) >= maxWaiting) throw new RateLimitedException(RetryAfterSeconds);
            var back = (ArrivalsPerWorkOfVisitor * (Add(_visitors, owner.Visitor, 1) - 1)) + (ArrivalsPerWorkOfAddress * (Add(_addresses, owner.Address, 1) - 1));
            _waiting.Enqueue(waiter, _arrivals++ + back);
        }

        using var registration = cancellationToken.Register(() => Cancel(waiter, cancellationToken));
        await waiter.Entered.Task.ConfigureAwait(false);
        return waiter;
    }

    private void Cancel(Waiter waiter, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // It stays in the queue, and is passed over.
            if (waiter.Entered.TrySetCanceled(cancellationToken)) Forget(waiter);
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            while (_waiting.TryDequeue(out var next, out _))
            {
                if (!next.Entered.TrySetResult()) continue;
                Forget(next);
                return;
            }

            _free++;
        }
    }

    private void Forget(Waiter waiter)
    {
        Add(_visitors, waiter.Owner.Visitor, -1);
        Add(_addresses, waiter.Owner.Address, -1);
    }

    private static int Add(Dictionary<string, int> waiting, string key, int count)
    {
        var sum = waiting.GetValueOrDefault(key) + count;
        if (sum == 0) waiting.Remove(key);
        else waiting[key] = sum;
        return sum;
    }

    private sealed class Waiter(FairGate gate, WorkOwner owner) : IDisposable
    {
        private int _left;

        public WorkOwner Owner => owner;

        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0) gate.Leave();
        }
    }
}
