using Livecaller.Server.Conversations;
using Livecaller.Server.Realtime;

namespace Livecaller.Server.EventLog;

// The only way to change a conversation: an event is persisted first and published after that, in the order of the log.
internal sealed class ConversationLog(WriteGate gate, GroupWriter group, Broadcaster broadcaster, QueueAnnouncer queue, QueuePositions positions, TimeProvider time)
{
    /// <summary>Makes a change that happens often, in one transaction with others that wait.</summary>
    /// <exception cref="StorageBusyException">Other writers took too long.</exception>
    public async Task<T> WriteAsync<T>(GroupedWrite<T> write, CancellationToken cancellationToken)
    {
        await broadcaster.WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
        return await group.WriteAsync(write, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes any other change, in a transaction of its own.</summary>
    /// <inheritdoc cref="WriteGate.WriteAsync" path="/exception" />
    public async Task<T> WriteAsync<T>(Func<LogWriter, Task<T>> work, CancellationToken cancellationToken)
    {
        await broadcaster.WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
        LogWriter? writer = null;
        return await gate.WriteAsync(
            db =>
            {
                writer = new LogWriter(db, time.GetUtcNow());
                return work(writer);
            },
            () => !writer!.IsDiscarded,
            () =>
            {
                if (writer!.ChangesQueue) positions.Invalidate();
                broadcaster.Enqueue(writer.Broadcasts);
                foreach (var moved in writer.Moved) queue.Announce(moved);
            },
            cancellationToken).ConfigureAwait(false);
    }
}
