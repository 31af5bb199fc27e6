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

    /// <summary>Ends when everything that was offered before <see cref="Finish"/> was worked off.</summary>
    public Task Work { get; set; } = queue.Reader.Completion;

    public bool IsDisposed => _disposed;

    public void Offer(FencedEvent item)
    {
        if (wants(item.Event)) queue.Writer.TryWrite(item);
    }

    /// <summary>Nothing more comes; what was offered before is still worked off.</summary>
    public void Finish() => queue.Writer.TryComplete();

    public void Dispose()
    {
        _disposed = true;
        queue.Writer.TryComplete();
        removed(this);
    }
}
