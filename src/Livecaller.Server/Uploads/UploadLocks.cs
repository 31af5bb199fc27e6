using System.Collections.Concurrent;

namespace Livecaller.Server.Uploads;

// One call at a time works on an upload. A call that asks how far it has come ends one that still waits for bytes: often the
// connection of that one is gone, and nobody has noticed.
internal sealed class UploadLocks
{
    private readonly ConcurrentDictionary<(string Owner, string Id), Hold> _held = new();

    public Hold? TryTake(string owner, string id)
    {
        var hold = new Hold(this, (owner, id));
        if (_held.TryAdd((owner, id), hold)) return hold;
        hold.Dispose();
        return null;
    }

    public async Task<Hold> TakeAsync(string owner, string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryTake(owner, id) is { } hold) return hold;
            if (_held.TryGetValue((owner, id), out var other)) await other.EndAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    internal sealed class Hold(UploadLocks locks, (string Owner, string Id) key) : IDisposable
    {
        private readonly CancellationTokenSource _ended = new();
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Says that somebody else waits for the upload.</summary>
        public CancellationToken Ended => _ended.Token;

        public Task EndAsync(CancellationToken cancellationToken)
        {
            // Not disposed of, so that this cannot meet a source that is gone; it has neither timer nor handle.
            _ended.Cancel();
            return _released.Task.WaitAsync(cancellationToken);
        }

        public void Dispose()
        {
            locks._held.TryRemove(new(key, this));
            _released.TrySetResult();
        }
    }
}
