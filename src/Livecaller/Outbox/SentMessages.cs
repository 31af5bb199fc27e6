using Livecaller.Session;

namespace Livecaller.Outbox;

/// <summary>
/// The visitor's newest messages that the server has stored. A server that loses acknowledged messages begins another epoch; those of them that are
/// still here are sent again.
/// </summary>
internal sealed class SentMessages(EntryKeeper keeper, TimeProvider time)
{
    private const int MaxCount = 50;
    private const long MaxFileBytes = 20 * 1024 * 1024;

    // Longer than the time between two backups usually is.
    private static readonly TimeSpan MaxAge = TimeSpan.FromDays(3);

    private readonly Lock _lock = new();
    private readonly List<OutboxEntry> _kept = [];

    /// <summary>Takes a message from before a restart.</summary>
    public void Restore(StoredMessage message)
    {
        lock (_lock) _kept.Add(new(message));
    }

    /// <summary>Keeps a message that the server has stored, in place of the outbox.</summary>
    /// <param name="entry">The message.</param>
    /// <param name="epoch">The epoch in which the server has stored it; null for a server without epochs, which loses nothing noticeably.</param>
    public async Task KeepAsync(OutboxEntry entry, string? epoch)
    {
        if (epoch is null || entry.Unkept.Count > 0)
        {
            await keeper.RemoveAsync(entry).ConfigureAwait(false);
            return;
        }

        entry.Stored = entry.Stored with { Refusal = null, Sent = new(epoch, time.GetUtcNow()) };
        OutboxEntry[] removed;
        lock (_lock)
        {
            _kept.Add(entry);
            removed = TakeOld();
        }

        if (!removed.Contains(entry)) await keeper.SaveAsync(entry).ConfigureAwait(false);
        foreach (var old in removed) await keeper.RemoveAsync(old).ConfigureAwait(false);
    }

    /// <summary>Takes out the messages that were stored in another epoch, in the order in which they were sent.</summary>
    public IReadOnlyList<StoredMessage> TakeOfOther(string epoch)
    {
        lock (_lock)
        {
            StoredMessage[] others = [.. _kept.Select(e => e.Stored).Where(m => m.Sent!.Epoch != epoch).OrderBy(m => m.Order)];
            _kept.RemoveAll(e => e.Stored.Sent!.Epoch != epoch);
            return others;
        }
    }

    // Needs the lock.
    private OutboxEntry[] TakeOld()
    {
        var oldest = time.GetUtcNow() - MaxAge;
        var (count, bytes) = (0, 0L);
        List<OutboxEntry> removed = [];
        foreach (var entry in _kept.OrderByDescending(e => e.Stored.Order))
        {
            bytes += entry.Stored.Files.Sum(f => f.UploadId is null ? 0 : f.Size);
            if (++count > MaxCount || bytes > MaxFileBytes || entry.Stored.Sent!.At < oldest) removed.Add(entry);
        }

        _kept.RemoveAll(removed.Contains);
        return [.. removed];
    }
}
