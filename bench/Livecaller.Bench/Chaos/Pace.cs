namespace Livecaller.Bench.Chaos;

/// <summary>Distributes the messages over the faults, so that their number between two faults is the same on any machine.</summary>
/// <param name="messages">The number of messages.</param>
/// <param name="faults">The number of faults.</param>
internal sealed class Pace(int messages, int faults)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _taken;
    private int _step = 1;

    private int Allowed => (int)((long)messages * _step / (faults + 1));

    public int Taken => Volatile.Read(ref _taken);

    /// <summary>Waits until a message can be sent.</summary>
    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_taken < Allowed)
                {
                    _taken++;
                    if (_taken == Allowed) Pulse();
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Allows more messages to be sent after a fault.</summary>
    public void Step()
    {
        lock (_lock)
        {
            _step++;
            Pulse();
        }
    }

    /// <summary>Waits until all messages before the next fault are sent, but not longer than <paramref name="timeout"/>.</summary>
    public async Task WaitForTakenAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(timeout);
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_taken >= Allowed) return;
                changed = _changed.Task;
            }

            await changed.WaitAsync(late.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            if (late.IsCancellationRequested) return;
        }
    }

    private void Pulse() => Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
