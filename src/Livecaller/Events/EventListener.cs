using System.Runtime.CompilerServices;
using System.Text.Json;
using Livecaller.Background;

namespace Livecaller.Events;

/// <summary>A listener of the bus, with its own queue.</summary>
/// <param name="accepts">Whether it receives an event.</param>
/// <param name="handled">Called after an event of a log was handled.</param>
/// <param name="removed">Called when it's disposed.</param>
/// <param name="logger">The log.</param>
internal sealed partial class EventListener(
    Func<LivecallerEvent, bool> accepts, Action handled, Action<EventListener> removed, ILogger logger) : IDisposable
{
    private static readonly AsyncLocal<EventListener?> Calling = new();

    private readonly EventQueue _queue = new(handled);
    private readonly ILogger _logger = logger;
    private volatile bool _disposed;
    private Task? _pump;

    /// <summary>The listener whose callback the current code runs in; null outside of all callbacks.</summary>
    public static EventListener? Current => Calling.Value;

    /// <summary>Completes when everything that was queued before <see cref="Finish"/> was handled.</summary>
    public Task Work => _pump ?? _queue.Drained;

    /// <summary>The number of events that wait.</summary>
    public int Waiting => _queue.Count;

    public void Offer(FencedEvent item)
    {
        if (accepts(item.Event)) _queue.Add(item);
    }

    /// <summary>Calls and awaits the callback for each event, one at a time.</summary>
    public void Start(Func<LivecallerEvent, Task> callback, Action<Exception, LivecallerEvent> report) =>
        _pump = Task.Run(() => PumpAsync(callback, report));

    /// <summary>The events in order, without those of a visitor whose session has ended.</summary>
    public async IAsyncEnumerable<LivecallerEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        do
        {
            while (true)
            {
                while (_queue.TryTake(out var item))
                {
                    if (item.Fence.IsOpen) yield return item.Event;
                }

                if (_queue.FirstMissed() is not { } missed) break;
                foreach (var (sequence, e) in await FetchAsync(missed, cancellationToken).ConfigureAwait(false))
                {
                    if (!_queue.TryBegin(missed, sequence, e)) break;
                    if (e is not null && missed.Fence.IsOpen) yield return e;
                }
            }
        }
        while (await _queue.WaitAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc cref="EventQueue.FindUnhandled"/>
    public void FindUnhandled(Dictionary<ConversationId, long> lowest) => _queue.FindUnhandled(lowest);

    /// <summary>Adds nothing more. What was queued before is still handled.</summary>
    public void Finish() => _queue.Finish();

    /// <inheritdoc cref="EventQueue.Stop"/>
    public void Stop() => _queue.Stop();

    public void Dispose()
    {
        _disposed = true;
        _queue.Stop();
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

    private async Task<List<(long Sequence, LivecallerEvent? Event)>> FetchAsync(MissedEvents missed, CancellationToken cancellationToken)
    {
        try
        {
            var page = await missed.Log.ReadLogAsync(missed.Conversation, missed.Next - 1, cancellationToken).ConfigureAwait(false);
            return [.. _queue.Take(missed, page).Select(e => (e.Sequence, Read(e) is { } read && accepts(read) ? read : null))];
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Before the log entry: events that arrive from now on are queued again.
            _queue.Forget(missed);
            if (missed.Fence.IsOpen) LogNotFetched(e, missed.Conversation);
            return [];
        }
    }

    private static LivecallerEvent? Read(LoggedEvent e)
    {
        try
        {
            return ClientEvents.Of(new(e.Sequence, e.Type, new(e.Data)));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            // It was logged when it was received first.
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "A slow listener missed events of {Conversation}, and they could not be fetched again.")]
    private partial void LogNotFetched(Exception exception, ConversationId conversation);
}
