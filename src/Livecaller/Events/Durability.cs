namespace Livecaller.Events;

/// <summary>Whether the stores can be written; tells when that changes, and not with every write.</summary>
internal sealed class Durability(Action<DurabilityChanged> tell)
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

    /// <summary>A write of one of the stores was done, or failed.</summary>
    /// <param name="store">Which store.</param>
    /// <param name="failure">Why it failed; null when it was done.</param>
    public void Report(string store, Exception? failure)
    {
        // Told inside the lock: listeners hear the changes in their order.
        lock (_lock)
        {
            var wasDurable = _failing.Count == 0;
            if (failure is null) _failing.Remove(store);
            else _failing.Add(store);
            if (wasDurable != (_failing.Count == 0)) tell(new(_failing.Count == 0, failure));
        }
    }
}
