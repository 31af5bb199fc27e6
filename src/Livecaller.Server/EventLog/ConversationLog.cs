using Livecaller.Server.Conversations;
using Livecaller.Server.Realtime;

namespace Livecaller.Server.EventLog;

// The only way to change a conversation: an event is persisted first and published after that, in the order of the log.
internal sealed class ConversationLog(WriteGate gate, Broadcaster broadcaster, QueueAnnouncer queue, TimeProvider time)
{
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
                broadcaster.Enqueue(writer!.Broadcasts);
                foreach (var moved in writer.Moved) queue.Announce(moved);
            },
            cancellationToken).ConfigureAwait(false);
    }
}
