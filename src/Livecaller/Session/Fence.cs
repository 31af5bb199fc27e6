namespace Livecaller.Session;

/// <summary>
/// Stands around everything that belongs to one visitor. Once it is closed, nothing of that visitor gets out any more:
/// no event, no update, no write, however late an answer comes.
/// </summary>
internal sealed class Fence
{
    private readonly Lock _lock = new();
    private bool _closed;

    public bool IsOpen => !Volatile.Read(ref _closed);

    /// <summary>Runs the action if the fence is open; it cannot close meanwhile. The action must be quick.</summary>
    public bool TryRun(Action action)
    {
        lock (_lock)
        {
            if (_closed) return false;
            action();
            return true;
        }
    }

    /// <summary>The same for what happens with every message: it takes along what it needs, and makes no closure.</summary>
    /// <returns>What the action says; false when the fence is closed.</returns>
    public bool TryRun<T>(T state, Func<T, bool> action)
    {
        lock (_lock) return !_closed && action(state);
    }

    /// <summary>Closes for good. When this returns, no action runs.</summary>
    public void Close()
    {
        lock (_lock) _closed = true;
    }
}
