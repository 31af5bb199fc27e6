namespace Livecaller.Hosting;

internal sealed class LivecallerClientProvider(Func<LivecallerOptions> options) : ILivecallerClientProvider, IAsyncDisposable, IDisposable
{
    private readonly Lock _lock = new();
    private Task<LivecallerClient>? _client;
    private bool _disposed;

    public Task<LivecallerClient> GetAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            // A creation that failed (a store that could not be read) is tried again by the next caller.
            if (_client is null or { IsFaulted: true }) _client = LivecallerClient.CreateAsync(options(), CancellationToken.None);
            return _client.WaitAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task<LivecallerClient>? client;
        lock (_lock)
        {
            _disposed = true;
            (client, _client) = (_client, null);
        }

        if (client is null) return;
        await ((Task)client).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (client.IsCompletedSuccessfully) await client.Result.DisposeAsync().ConfigureAwait(false);
    }

    // A scope that is disposed synchronously must not throw; the client's loops end on their own then.
    public void Dispose() => _ = DisposeAsync().AsTask();
}
