using System.Diagnostics.CodeAnalysis;

namespace Livecaller.Session;

/// <summary>
/// Lets one caller at a time change who the visitor is. Pausing and disposing must not wait for a server: they cancel the server calls of those who
/// are inside or enter before them.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle is never used and a source without a timer hold nothing.")]
internal sealed class IdentityGate
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly CancellationTokenSource _closed = new();
    private CancellationTokenSource _interrupted = new();
    private int _interrupting;

    /// <summary>Waits for a turn, which lasts until the result is disposed.</summary>
    /// <exception cref="ObjectDisposedException">The gate is closed.</exception>
    public async Task<Turn> EnterAsync(CancellationToken cancellationToken)
    {
        await WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_lock) return new(_one, _interrupted.Token);
    }

    /// <summary>The same, and cancels the server calls of all turns before it.</summary>
    /// <exception cref="ObjectDisposedException">The gate is closed.</exception>
    public async Task<Turn> InterruptAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _interrupting++;
            _ = _interrupted.CancelAsync();
        }

        try
        {
            await WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                if (--_interrupting == 0) _interrupted = new();
            }
        }

        return new(_one, CancellationToken.None);
    }

    /// <summary>Closes the gate, also for those who wait.</summary>
    public void Close() => _ = _closed.CancelAsync();

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closed.Token);
        try
        {
            await _one.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_closed.IsCancellationRequested)
        {
            throw new ObjectDisposedException(nameof(LivecallerClient));
        }
    }

    /// <summary>A turn.</summary>
    /// <param name="semaphore">Released when the turn ends.</param>
    /// <param name="interrupted">Canceled when the turn must not wait for a server any more.</param>
    public sealed class Turn(SemaphoreSlim semaphore, CancellationToken interrupted) : IDisposable
    {
        private SemaphoreSlim? _semaphore = semaphore;

        public void Dispose() => Interlocked.Exchange(ref _semaphore, null)?.Release();

        /// <summary>Calls the server.</summary>
        /// <exception cref="LivecallerUnavailableException">The client was paused or disposed meanwhile.</exception>
        public async Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, interrupted);
            try
            {
                return await call(either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException e) when (interrupted.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new LivecallerUnavailableException("The client was paused or disposed before the server answered.", e);
            }
        }
    }
}
