using System.Collections.Concurrent;

namespace Livecaller.Server.Conversations;

// The queue of each widget, read once after each change of it, so that a position is looked up and not counted. The ids of conversations are
// ordered by time, and so is the queue.
internal sealed class QueuePositions(TimeProvider time)
{
    // Another server that shares the database changes the queue, too.
    private static readonly TimeSpan Validity = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Queue> _queues = new();
    private long _version;

    /// <summary>Notes that the queue of a widget has changed.</summary>
    public void Invalidate() => Interlocked.Increment(ref _version);

    /// <summary>The position of a conversation that is queued, from 1; null when it is not any more.</summary>
    public async Task<int?> FindAsync(LivecallerDbContext db, ConversationRow conversation, CancellationToken cancellationToken)
    {
        var version = Interlocked.Read(ref _version);
        if (!_queues.TryGetValue(conversation.WidgetId, out var queue) || queue.Version != version || time.GetElapsedTime(queue.ReadAt) >= Validity)
        {
            // The version was taken before: a queue that changes meanwhile is read again.
            var readAt = time.GetTimestamp();
            var ids = await db.Conversations.Where(c => c.WidgetId == conversation.WidgetId && c.Status == ConversationStatus.Queued)
                .OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
            _queues[conversation.WidgetId] = queue = new Queue(version, readAt, ids);
        }

        var index = queue.Ids.BinarySearch(conversation.Id, StringComparer.Ordinal);
        return index < 0 ? null : index + 1;
    }

    private sealed record Queue(long Version, long ReadAt, List<string> Ids);
}
