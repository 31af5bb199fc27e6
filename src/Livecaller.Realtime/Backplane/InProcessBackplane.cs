using System.Collections.Immutable;

namespace Livecaller.Realtime;

/// <summary>The backplane of a single node: delivers in the publishing call.</summary>
internal sealed class InProcessBackplane : IBackplane
{
    private ImmutableList<Action<BackplaneMessage>> _subscribers = [];

    public ValueTask PublishAsync(BackplaneMessage message, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var deliver in _subscribers) deliver(message);
        return ValueTask.CompletedTask;
    }

    public IDisposable Subscribe(Action<BackplaneMessage> deliver)
    {
        ImmutableInterlocked.Update(ref _subscribers, (all, one) => all.Add(one), deliver);
        return new Subscription(() => ImmutableInterlocked.Update(ref _subscribers, (all, one) => all.Remove(one), deliver));
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
