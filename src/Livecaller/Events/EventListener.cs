using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Livecaller.Session;

namespace Livecaller.Events;

/// <summary>An event, and the visitor that it belongs to.</summary>
internal readonly record struct FencedEvent(LivecallerEvent Event, Fence Fence);

/// <summary>One listener of the bus, with its own queue.</summary>
internal sealed class EventListener(Func<LivecallerEvent, bool> wants, Action<EventListener> removed) : IDisposable
{
    private static readonly AsyncLocal<EventListener?> Calling = new();

    private readonly Channel<FencedEvent> _queue = Channel.CreateUnbounded<FencedEvent>(new() { SingleReader = true });
    private volatile bool _disposed;
    private Task? _pump;

    /// <summary>The listener whose callback the current code runs in; null outside of all callbacks.</summary>
    public static EventListener? Current => Calling.Value;

    /// <summary>Completes when everything that was offered before <see cref="Finish"/> was handled.</summary>
    public Task Work => _pump ?? _queue.Reader.Completion;

    public void Offer(FencedEvent item)
    {
        if (wants(item.Event)) _queue.Writer.TryWrite(item);
    }

    /// <summary>Calls the callback for each event, one after the other, and awaits it.</summary>
    public void Start(Func<LivecallerEvent, Task> callback, Action<Exception, LivecallerEvent> report) =>
        _pump = Task.Run(() => PumpAsync(callback, report));

    /// <summary>The events in their order, without those of a visitor who is gone by now.</summary>
    public async IAsyncEnumerable<LivecallerEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in _queue.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            if (item.Fence.IsOpen) yield return item.Event;
        }
    }

    /// <summary>Nothing more comes; what was offered before is still handled.</summary>
    public void Finish() => _queue.Writer.TryComplete();

    public void Dispose()
    {
        _disposed = true;
        _queue.Writer.TryComplete();
        removed(this);
    }

    private async Task PumpAsync(Func<LivecallerEvent, Task> callback, Action<Exception, LivecallerEvent> report)
    {
        Calling.Value = this;
        await foreach (var e in ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            if (_disposed) return;
            try
            {
                await callback(e).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                report(exception, e);
            }
        }
    }
}
