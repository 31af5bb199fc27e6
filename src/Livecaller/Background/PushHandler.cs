using Livecaller.Session;

namespace Livecaller.Background;

/// <summary>Catches up with the conversation that a push names.</summary>
internal sealed class PushHandler(IdentityManager identity, SessionKeeper keeper, LivecallerEvents bus, TimeProvider time)
{
    // A device that wakes an app for a push gives it about half a minute.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(25);

    public async Task<PushResult> HandleAsync(string payload, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(payload);
        identity.ThrowIfDisposed();
        if (PushPayload.ConversationOf(payload) is not { } id) return new(PushOutcome.NotOurs, null, 0);
        if (identity.Current is not { } visitor) return new(PushOutcome.NoSession, id, 0);
        using var late = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            var events = await visitor.Listener.CatchUpAsync(id, either.Token).ConfigureAwait(false);
            // The app can be suspended as soon as this call returns.
            await bus.WhenHandledAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await keeper.FlushAsync().ConfigureAwait(false);
            return events is { } count ? new(PushOutcome.Handled, id, count) : new(PushOutcome.UnknownConversation, id, 0);
        }
        catch (OperationCanceledException e) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new LivecallerUnavailableException($"The conversation could not be caught up with within {Timeout.TotalSeconds:0} s.", e);
        }
    }
}
