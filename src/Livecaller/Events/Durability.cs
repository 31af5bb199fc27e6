namespace Livecaller.Events;

/// <summary>Whether the stores can be written. Reports changes, and not every write.</summary>
internal sealed class Durability(Action<DurabilityChanged> changed)
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _failing = new(StringComparer.Ordinal);

    public bool IsDurable
    {
        get
        {
            lock (_lock) return _failing.Count == 0;
        }
    }

    /// <summary>A write of a store succeeded or failed.</summary>
    /// <param name="store">The store.</param>
    /// <param name="failure">Why it failed; null when it succeeded.</param>
    public void Report(string store, Exception? failure)
    {
        // Reported inside the lock: listeners receive the changes in order.
        lock (_lock)
        {
            var wasDurable = _failing.Count == 0;
            if (failure is null) _failing.Remove(store);
            else _failing.Add(store);
            if (wasDurable != (_failing.Count == 0)) changed(new(_failing.Count == 0, failure));
        }
    }
}
