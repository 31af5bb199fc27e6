namespace Livecaller.Session;

/// <summary>
/// Guards everything that belongs to one visitor. After it is closed, nothing of that visitor takes effect any more: no event, no update, no write,
/// however late an answer arrives.
/// </summary>
internal sealed class Fence
{
    private readonly Lock _lock = new();
    private bool _closed;

    public bool IsOpen => !Volatile.Read(ref _closed);

    /// <summary>Runs the action if the fence is open. The fence cannot close meanwhile, so the action must be short.</summary>
    public bool TryRun(Action action)
    {
        lock (_lock)
        {
            if (_closed) return false;
            action();
            return true;
        }
    }

    /// <summary>The same for code that runs for every message: the state is passed along, so that no closure is allocated.</summary>
    /// <returns>The result of the action; false when the fence is closed.</returns>
    public bool TryRun<T>(T state, Func<T, bool> action)
    {
        lock (_lock) return !_closed && action(state);
    }

    /// <summary>Closes the fence permanently. After this returns, no action runs.</summary>
    public void Close()
    {
        lock (_lock) _closed = true;
    }
}
