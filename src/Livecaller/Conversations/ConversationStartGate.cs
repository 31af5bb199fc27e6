using System.Diagnostics.CodeAnalysis;

namespace Livecaller.Conversations;

/// <summary>
/// Lets conversations start one at a time. A message that starts a conversation and a broadcast that reports a new one may be about the same
/// conversation; only one of them may create it here.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle is never used holds nothing.")]
internal sealed class ConversationStartGate
{
    private readonly SemaphoreSlim _starting = new(1, 1);

    /// <summary>Raised when the first message of the draft has started a conversation.</summary>
    public event Action<ConversationPayload>? Started;

    /// <summary>Waits until no conversation is being started, and keeps others from starting one until the result is disposed.</summary>
    public async Task<IDisposable> HoldAsync(CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Hold(_starting);
    }

    public void OnStarted(ConversationPayload conversation) => Started?.Invoke(conversation);

    private sealed class Hold(SemaphoreSlim semaphore) : IDisposable
    {
        private SemaphoreSlim? _semaphore = semaphore;

        public void Dispose() => Interlocked.Exchange(ref _semaphore, null)?.Release();
    }
}
