namespace Livecaller.Dashboard.Inbox;

/// <summary>
/// Lets few inboxes be read at the same time, over all circuits: a read occupies a thread until it is done, and the threads that serve visitors must not queue
/// behind those of all dashboards.
/// </summary>
internal sealed class InboxReads : IDisposable
{
    private readonly SemaphoreSlim _room = new(Math.Max(1, Environment.ProcessorCount / 2));

    internal async Task<T> RunAsync<T>(Func<Task<T>> read, CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await read().ConfigureAwait(false);
        }
        finally
        {
            _room.Release();
        }
    }

    public void Dispose() => _room.Dispose();
}
