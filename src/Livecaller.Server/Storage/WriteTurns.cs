namespace Livecaller.Server.Storage;

// A lock that callers take in turns: the waiters of each address form a line, and one of each line follows the other. However many calls one
// address has waiting, another one's call waits for at most one of them.
internal sealed class WriteTurns
{
    private static readonly AsyncLocal<string?> Current = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedList<TaskCompletionSource>> _lines = [];
    private readonly Queue<string> _turns = new();
    private bool _isTaken;

    /// <summary>The address whose call this is; empty for the server's own work and for the dashboard.</summary>
    public static string Caller
    {
        get => Current.Value ?? "";
        set => Current.Value = value;
    }

    /// <summary>Takes the lock, which <see cref="Release"/> gives back.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var caller = Caller;
        LinkedListNode<TaskCompletionSource> place;
        lock (_lock)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!_isTaken)
            {
                _isTaken = true;
                return;
            }

            if (!_lines.TryGetValue(caller, out var line))
            {
                _lines[caller] = line = new();
                _turns.Enqueue(caller);
            }

            place = line.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        using var leaving = cancellationToken.Register(() => Leave(place, cancellationToken));
        await place.Value.Task.ConfigureAwait(false);
    }

    /// <summary>Passes the lock to the first of the next line, and puts that line behind all others.</summary>
    public void Release()
    {
        lock (_lock)
        {
            while (_turns.TryDequeue(out var caller))
            {
                var line = _lines[caller];
                if (line.First is not { } first)
                {
                    // All of them have left.
                    _lines.Remove(caller);
                    continue;
                }

                line.RemoveFirst();
                if (line.Count > 0) _turns.Enqueue(caller);
                else _lines.Remove(caller);
                first.Value.SetResult();
                return;
            }

            _isTaken = false;
        }
    }

    private void Leave(LinkedListNode<TaskCompletionSource> place, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // Without a list: it has got the lock meanwhile.
            if (place.List is not { } line) return;
            line.Remove(place);
        }

        place.Value.SetCanceled(cancellationToken);
    }
}
