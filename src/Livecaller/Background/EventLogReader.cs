using Livecaller.Connection;
using Livecaller.Events;
using Livecaller.Http;

namespace Livecaller.Background;

/// <summary>Reads the logs of one visitor's conversations, and retries while the server cannot be reached.</summary>
internal sealed class EventLogReader(VisitorApi api, RetryLoop retry, SuspendState suspend, CancellationToken ended) : ILogReader
{
    /// <inheritdoc />
    public async Task<EventPage> ReadLogAsync(ConversationId id, long after, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ended);
        return await retry.RunAsync(
            () => api.GetEventsAsync(id, after, whileSuspended: false, either.Token), retry.WhileTransient, either.Token).ConfigureAwait(false);
    }

    /// <summary>Reads a page even while the app is suspended, as a push needs it; then the first failure is thrown.</summary>
    public Task<EventPage> ReadWhileSuspendedAsync(ConversationId id, long after, CancellationToken cancellationToken) => retry.RunAsync(
        () => api.GetEventsAsync(id, after, whileSuspended: true, cancellationToken),
        (failure, attempt) => suspend.IsPaused ? null : retry.WhileTransient(failure, attempt),
        cancellationToken);
}
