namespace Livecaller.Events;

/// <summary>Writes to a store, one write at a time. A store that can't be written is reported, but the chat goes on without it.</summary>
internal sealed class StoreWriter(string store, Func<Exception?> failure, Durability durability, Action<Exception> logNotSaved) : IDisposable
{
    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <summary>Calls <paramref name="write"/> when no other write is in progress.</summary>
    /// <param name="write">Returns false if there was nothing to write.</param>
    /// <param name="cancellationToken">Cancels the write. Its cancellation isn't a failure of the store.</param>
    public async Task<WriteResult> WriteAsync(Func<ValueTask<bool>> write, CancellationToken cancellationToken = default)
    {
        await CallerContext.LeaveAsync();
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!await write().ConfigureAwait(false)) return WriteResult.Nothing;
            durability.Report(store, failure());
            return WriteResult.Written;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            durability.Report(store, e);
            logNotSaved(e);
            return WriteResult.Failed;
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose() => _writing.Dispose();
}

/// <summary>The result of a write.</summary>
internal enum WriteResult
{
    Written,
    Nothing,
    Failed,
}
