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

    /// <summary>Closes for good. When this returns, no action runs.</summary>
    public void Close()
    {
        lock (_lock) _closed = true;
    }
}
