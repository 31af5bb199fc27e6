using Livecaller.Server.EventLog;

namespace Livecaller.Server.Storage;

// A lock that callers take in turns: the waiters of each address form a line, and one of each line follows the other. However many calls one
// address has waiting, another one's call waits for at most one of them. Grouped writes take their turns in the same lines, and those that
// follow each other are stored together.
internal sealed class WriteTurns
{
    private static readonly AsyncLocal<string?> Current = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedList<WriteTurn>> _lines = [];
    private readonly Queue<string> _turns = new();
    private GroupedWrite? _firstOfGroup;
    private bool _isTaken;

    /// <summary>Raised when the lock was passed to a grouped write, so that <see cref="TakeGrouped"/> returns it. It must return quickly.</summary>
    public event Action? GroupBegins;

    /// <summary>The address whose call this is; empty for the server's own work and for the dashboard.</summary>
    public static string Caller
    {
        get => Current.Value ?? "";
        set => Current.Value = value;
    }

    /// <summary>How many wait for their turn.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock) return _lines.Values.Sum(line => line.Count);
        }
    }

    /// <summary>Takes the lock, which <see cref="Release"/> gives back.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var turn = new ExclusiveTurn();
        lock (_lock)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!_isTaken)
            {
                _isTaken = true;
                return;
            }

            Queue(turn);
        }

        using var leaving = cancellationToken.Register(() =>
        {
            if (Leave(turn)) turn.Begun.SetCanceled(cancellationToken);
        });
        await turn.Begun.Task.ConfigureAwait(false);
    }

    /// <summary>Puts a write into the line of its caller. Its turn is reported by <see cref="GroupBegins"/>.</summary>
    public void Join(GroupedWrite write)
    {
        lock (_lock)
        {
            if (_isTaken)
            {
                Queue(write);
                return;
            }

            (_isTaken, _firstOfGroup) = (true, write);
        }

        GroupBegins?.Invoke();
    }

    /// <summary>
    /// Returns the next grouped write while the lock is theirs; null when the next turn is of another kind or of a caller who is excluded, or nobody waits.
    /// </summary>
    public GroupedWrite? TakeGrouped(IReadOnlySet<string>? excluded = null)
    {
        lock (_lock)
        {
            if (_firstOfGroup is not { } first) return FirstInLine() is GroupedWrite next && excluded?.Contains(next.Caller) != true ? (GroupedWrite?)Dequeue() : null;
            _firstOfGroup = null;
            return first;
        }
    }

    /// <summary>Passes the lock to the first of the next line, and puts that line behind all others.</summary>
    public void Release()
    {
        lock (_lock)
        {
            switch (Dequeue())
            {
                case ExclusiveTurn turn:
                    turn.Begun.SetResult();
                    return;
                case GroupedWrite write:
                    _firstOfGroup = write;
                    break;
                default:
                    _isTaken = false;
                    return;
            }
        }

        GroupBegins?.Invoke();
    }

    /// <summary>Leaves the line. False when the turn has come already.</summary>
    public bool Leave(WriteTurn turn)
    {
        lock (_lock)
        {
            if (turn.Place?.List is not { } line) return false;
            line.Remove(turn.Place);
            return true;
        }
    }

    private void Queue(WriteTurn turn)
    {
        var caller = turn.Caller;
        if (!_lines.TryGetValue(caller, out var line))
        {
            _lines[caller] = line = new();
            _turns.Enqueue(caller);
        }

        turn.Place = line.AddLast(turn);
    }

    private WriteTurn? FirstInLine()
    {
        while (_turns.TryPeek(out var caller))
        {
            if (_lines[caller].First is { } first) return first.Value;
            // All of them have left.
            _lines.Remove(caller);
            _turns.Dequeue();
        }

        return null;
    }

    private WriteTurn? Dequeue()
    {
        if (FirstInLine() is not { } first) return null;
        var caller = _turns.Dequeue();
        var line = _lines[caller];
        line.RemoveFirst();
        if (line.Count > 0) _turns.Enqueue(caller);
        else _lines.Remove(caller);
        return first;
    }
}
