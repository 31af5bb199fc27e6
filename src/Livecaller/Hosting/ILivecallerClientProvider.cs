namespace Livecaller;

/// <summary>Provides the client of the current scope: one for each user, circuit or app.</summary>
public interface ILivecallerClientProvider
{
    /// <summary>Returns the client. The first call creates it and restores the session; all calls return the same client.</summary>
    /// <exception cref="ArgumentException">An option is not valid; the message names it.</exception>
    Task<LivecallerClient> GetAsync(CancellationToken cancellationToken = default);
}

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
            // After a failure, such as a store that could not be read, the next call tries again.
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

    // Disposing a scope synchronously must not throw. The client then ends in the background.
    public void Dispose() => _ = DisposeAsync().AsTask();
}
