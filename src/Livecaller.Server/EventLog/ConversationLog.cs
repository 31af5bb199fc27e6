using Livecaller.Server.Conversations;
using Livecaller.Server.Realtime;

namespace Livecaller.Server.EventLog;

// The only way to change a conversation: an event is persisted first and published after that, in the order of the log.
internal sealed class ConversationLog(
    WriteGate gate, LivecallerDatabase database, GroupWriter group, Broadcaster broadcaster, QueueAnnouncer queue, QueuePositions positions, TimeProvider time)
{
    /// <summary>Makes a change that happens often, in one transaction with others that wait.</summary>
    /// <exception cref="StorageBusyException">Other writers took too long.</exception>
    public async Task<T> WriteAsync<T>(GroupedWrite<T> write, CancellationToken cancellationToken)
    {
        await broadcaster.WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
        return await group.WriteAsync(write, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes any other change, in a transaction of its own.</summary>
    /// <param name="conversation">The id of the conversation that is changed; null for one that is created.</param>
    /// <param name="work">Makes the change.</param>
    /// <param name="cancellationToken">Ends the wait for the turn.</param>
    /// <inheritdoc cref="WriteGate.WriteAsync" path="/exception" />
    public async Task<T> WriteAsync<T>(string? conversation, Func<LogWriter, Task<T>> work, CancellationToken cancellationToken)
    {
        await broadcaster.WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
        LogWriter? writer = null;
        return await gate.WriteAsync(
            async db =>
            {
                if (conversation is not null) await database.LockConversationAsync(db, conversation, cancellationToken).ConfigureAwait(false);
                writer = new LogWriter(db, time.GetUtcNow());
                return await work(writer).ConfigureAwait(false);
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
