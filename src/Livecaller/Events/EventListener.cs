using System.Threading.Channels;
using Livecaller.Session;

namespace Livecaller.Events;

/// <summary>An event, and whose it is.</summary>
internal readonly record struct FencedEvent(LivecallerEvent Event, Fence Fence);

/// <summary>One listener's place on the bus.</summary>
internal sealed class EventListener(
    Channel<FencedEvent> queue, Func<LivecallerEvent, bool> wants, Action<EventListener> removed) : IDisposable
{
    private volatile bool _disposed;

    public bool IsDisposed => _disposed;

    public void Offer(FencedEvent item)
    {
        if (wants(item.Event)) queue.Writer.TryWrite(item);
    }

    public void Dispose()
    {
        _disposed = true;
        queue.Writer.TryComplete();
        removed(this);
    }
}
