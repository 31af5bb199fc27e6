namespace Livecaller.Bench.Chaos;

/// <summary>Spreads the messages over the faults: so many between one fault and the next, on any machine.</summary>
/// <param name="messages">All messages.</param>
/// <param name="faults">All faults.</param>
internal sealed class Pace(int messages, int faults)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _taken;
    private int _step = 1;

    private int Allowed => (int)((long)messages * _step / (faults + 1));

    public int Taken => Volatile.Read(ref _taken);

    /// <summary>Waits for the right to send one message.</summary>
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

    /// <summary>A fault has happened: more may be sent.</summary>
    public void Step()
    {
        lock (_lock)
        {
            _step++;
            Pulse();
        }
    }

    /// <summary>Waits until everything was taken that may be taken before the next fault; not longer than <paramref name="patience"/>.</summary>
    public async Task WaitForTakenAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(patience);
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
