using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Livecaller.Events;
using Microsoft.Extensions.Logging;

namespace Livecaller;

/// <summary>
/// The public event bus of a client. Each listener has its own queue and is called by nobody but it, one event after the
/// other, in order: a slow or throwing listener harms neither the connection nor the other listeners.
/// </summary>
public sealed partial class LivecallerEvents
{
    private readonly Lock _lock = new();
    private readonly ILogger _logger;
    private EventListener[] _listeners = [];
    private bool _completed;

    internal LivecallerEvents(ILogger logger) => _logger = logger;

    /// <summary>A listener threw. It goes on to get events.</summary>
    public event EventHandler<UnhandledListenerExceptionEventArgs>? UnhandledListenerException;

    /// <summary>Calls a listener for every event of one kind, until the result is disposed.</summary>
    /// <param name="type">The kind.</param>
    /// <param name="listener">May be slow and may throw.</param>
    public IDisposable On(LivecallerEventType type, Action<LivecallerEvent> listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        return Add(e => e.Type == type, listener);
    }

    /// <summary>Calls a listener for every event of one type, until the result is disposed. <see cref="LivecallerEvent"/> itself stands for all.</summary>
    /// <typeparam name="TEvent">The type.</typeparam>
    /// <param name="listener">May be slow and may throw.</param>
    public IDisposable On<TEvent>(Action<TEvent> listener) where TEvent : LivecallerEvent
    {
        ArgumentNullException.ThrowIfNull(listener);
        return Add(e => e is TEvent, e => listener((TEvent)e));
    }

    /// <summary>All events from the moment on at which the enumeration begins. Ends when the client is disposed.</summary>
    /// <param name="cancellationToken">Ends the enumeration by an <see cref="OperationCanceledException"/>.</param>
    public async IAsyncEnumerable<LivecallerEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var queue = Channel.CreateUnbounded<FencedEvent>(new() { SingleReader = true });
        using var listener = Add(new EventListener(queue, static _ => true, Remove));
        await foreach (var item in queue.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            if (item.Fence.IsOpen) yield return item.Event;
        }
    }

    internal void Publish(FencedEvent item)
    {
        foreach (var listener in Volatile.Read(ref _listeners)) listener.Offer(item);
    }

    /// <summary>Lets the listeners work off what they have, but not for ever.</summary>
    internal async Task FinishAsync(TimeSpan patience, TimeProvider time)
    {
        var listeners = Volatile.Read(ref _listeners);
        foreach (var listener in listeners) listener.Finish();
        try
        {
            await Task.WhenAll(listeners.Select(l => l.Work)).WaitAsync(patience, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            LogListenersBusy(patience);
        }
    }

    internal void Complete()
    {
        EventListener[] listeners;
        lock (_lock)
        {
            _completed = true;
            (listeners, _listeners) = (_listeners, []);
        }

        foreach (var listener in listeners) listener.Dispose();
    }

    private EventListener Add(Func<LivecallerEvent, bool> wants, Action<LivecallerEvent> call)
    {
        var queue = Channel.CreateUnbounded<FencedEvent>(new() { SingleReader = true });
        var listener = new EventListener(queue, wants, Remove);
        listener.Work = Task.Run(() => PumpAsync(listener, queue.Reader, call));
        return Add(listener);
    }

    private EventListener Add(EventListener listener)
    {
        lock (_lock)
        {
            if (!_completed)
            {
                _listeners = [.. _listeners, listener];
                return listener;
            }
        }

        listener.Dispose();
        return listener;
    }

    private void Remove(EventListener listener)
    {
        lock (_lock) _listeners = [.. _listeners.Where(l => l != listener)];
    }

    private async Task PumpAsync(EventListener listener, ChannelReader<FencedEvent> queue, Action<LivecallerEvent> call)
    {
        await foreach (var item in queue.ReadAllAsync().ConfigureAwait(false))
        {
            // What was queued for a visitor who is gone meanwhile reaches nobody.
            if (!item.Fence.IsOpen || listener.IsDisposed) continue;
            try
            {
                call(item.Event);
            }
            catch (Exception e)
            {
                Report(e, item.Event);
            }
        }
    }

    private void Report(Exception exception, LivecallerEvent e)
    {
        LogListenerThrew(exception, e.Type);
        try
        {
            UnhandledListenerException?.Invoke(this, new(exception, e));
        }
        catch (Exception second)
        {
            LogListenerThrew(second, e.Type);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The client ended while listeners were busy for longer than {Patience}; events that they had not seen are lost.")]
    private partial void LogListenersBusy(TimeSpan patience);

    [LoggerMessage(LogLevel.Error, "A listener of {Type} threw.")]
    private partial void LogListenerThrew(Exception exception, LivecallerEventType type);
}
