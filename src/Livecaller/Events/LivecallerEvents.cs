using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Livecaller.Events;

namespace Livecaller;

/// <summary>
/// The public event bus of a client. Each listener has its own queue and receives one event at a time, in order; an asynchronous listener is awaited
/// before the next event. A slow or throwing listener affects neither the connection nor other listeners. A listener can call the client, dispose
/// its own subscription, and dispose the client.
/// At most 1,000 events wait for a listener. A listener that is further behind still receives every event of a conversation, fetched again from the
/// server, but only the newest event of a changing state (connection, unread count, status of a message).
/// </summary>
public sealed partial class LivecallerEvents
{
    private static readonly TimeSpan FinishTimeout = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly ILogger _logger;
    private EventListener[] _listeners = [];
    private bool _completed;

    internal LivecallerEvents(ILogger logger) => _logger = logger;

    /// <summary>A listener threw an exception, before or after its first <c>await</c>. It continues to receive events.</summary>
    public event EventHandler<UnhandledListenerExceptionEventArgs>? UnhandledListenerException;

    /// <summary>Calls a listener for every event of one type, until the result is disposed.</summary>
    /// <param name="type">The type.</param>
    /// <param name="listener">The listener. It can be slow, and it can throw.</param>
    public IDisposable On(LivecallerEventType type, Action<LivecallerEvent> listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        return Listen(e => e.Type == type, listener);
    }

    /// <summary>Calls and awaits an asynchronous listener for every event of one type, until the result is disposed.</summary>
    /// <param name="type">The type.</param>
    /// <param name="listener">The listener. It can be slow, and it can throw.</param>
    public IDisposable On(LivecallerEventType type, Func<LivecallerEvent, Task> listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        return Listen(e => e.Type == type, listener);
    }

    /// <summary>Calls a listener for every event of one type, until the result is disposed. <see cref="LivecallerEvent"/> stands for all.</summary>
    /// <typeparam name="TEvent">The type.</typeparam>
    /// <param name="listener">The listener. It can be slow, and it can throw.</param>
    public IDisposable On<TEvent>(Action<TEvent> listener) where TEvent : LivecallerEvent
    {
        ArgumentNullException.ThrowIfNull(listener);
        return Listen(e => e is TEvent, e => listener((TEvent)e));
    }

    /// <summary>
    /// Calls and awaits an asynchronous listener for every event of one type, until the result is disposed. <see cref="LivecallerEvent"/> stands
    /// for all.
    /// </summary>
    /// <typeparam name="TEvent">The type.</typeparam>
    /// <param name="listener">The listener. It can be slow, and it can throw.</param>
    public IDisposable On<TEvent>(Func<TEvent, Task> listener) where TEvent : LivecallerEvent
    {
        ArgumentNullException.ThrowIfNull(listener);
        return Listen(e => e is TEvent, e => listener((TEvent)e));
    }

    /// <summary>Returns all events from the start of the enumeration. Ends when the client is disposed.</summary>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <remarks>An event is handled when the next one is requested.</remarks>
    public async IAsyncEnumerable<LivecallerEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var listener = Add(new(static _ => true, OnHandled, Remove, _logger));
        await foreach (var e in listener.ReadAllAsync(cancellationToken).ConfigureAwait(false)) yield return e;
    }

    /// <summary>A listener handled an event of a log.</summary>
    internal event Action? Handled;

    /// <summary>
    /// Returns, for each conversation with events that a listener hasn't handled, the lowest of their sequences. An event whose callback runs isn't
    /// handled, until <see cref="FinishAsync"/> has ended.
    /// </summary>
    internal IReadOnlyDictionary<ConversationId, long> FindUnhandled() => FindUnhandled(Volatile.Read(ref _listeners));

    /// <summary>Waits until the listeners have handled all events of logs; not for a listener that waits for this call.</summary>
    internal async Task WhenHandledAsync(CancellationToken cancellationToken)
    {
        var changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        void OnChanged() => changed.Writer.TryWrite(true);
        Handled += OnChanged;
        try
        {
            while (FindUnhandled(Volatile.Read(ref _listeners).Where(l => l != EventListener.Current)).Count > 0)
            {
                await changed.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            Handled -= OnChanged;
        }
    }

    internal void Publish(FencedEvent item)
    {
        foreach (var listener in Volatile.Read(ref _listeners)) listener.Offer(item);
    }

    /// <summary>
    /// Waits until the listeners have handled their events, but not forever, and not for a listener that waits for this call. Afterwards they receive
    /// nothing more.
    /// </summary>
    internal async Task FinishAsync(TimeProvider time)
    {
        var listeners = Volatile.Read(ref _listeners);
        foreach (var listener in listeners) listener.Finish();
        try
        {
            await Task.WhenAll(listeners.Where(l => l != EventListener.Current).Select(l => l.Work)).WaitAsync(FinishTimeout, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            LogListenersBusy(FinishTimeout);
        }

        foreach (var listener in listeners) listener.Stop();
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

    private static Dictionary<ConversationId, long> FindUnhandled(IEnumerable<EventListener> listeners)
    {
        Dictionary<ConversationId, long> lowest = [];
        foreach (var listener in listeners) listener.FindUnhandled(lowest);
        return lowest;
    }

    private EventListener Listen(Func<LivecallerEvent, bool> accepts, Action<LivecallerEvent> callback) => Listen(accepts, e =>
    {
        CallbackContext.Run(() => callback(e), exception => Report(exception, e));
        return Task.CompletedTask;
    });

    private EventListener Listen(Func<LivecallerEvent, bool> accepts, Func<LivecallerEvent, Task> callback)
    {
        var listener = new EventListener(accepts, OnHandled, Remove, _logger);
        listener.Start(callback, Report);
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
        OnHandled();
    }

    private void OnHandled() => Handled?.Invoke();

    private void Report(Exception exception, LivecallerEvent e)
    {
        LogListenerThrew(exception, e.Type);
        CallbackContext.Run(() => UnhandledListenerException?.Invoke(this, new(exception, e)), second => LogListenerThrew(second, e.Type));
    }

    [LoggerMessage(LogLevel.Warning, "The client was disposed while listeners were busy for longer than {Timeout}. The next client with this session delivers the events that they have not handled.")]
    private partial void LogListenersBusy(TimeSpan timeout);

    [LoggerMessage(LogLevel.Error, "A listener of {Type} threw an exception.")]
    private partial void LogListenerThrew(Exception exception, LivecallerEventType type);
}

/// <summary>Data of an exception that a listener threw.</summary>
/// <param name="exception">The exception.</param>
/// <param name="event">The event that the listener handled.</param>
public sealed class UnhandledListenerExceptionEventArgs(Exception exception, LivecallerEvent @event) : EventArgs
{
    /// <summary>The exception.</summary>
    public Exception Exception { get; } = exception;

    /// <summary>The event that the listener handled.</summary>
    public LivecallerEvent Event { get; } = @event;
}
