using StackExchange.Redis;

namespace Livecaller.Realtime.Redis.Broker;

/// <summary>Events on their way to a broker: in order, many at once, bounded, and without anybody waiting.</summary>
/// <param name="options">The limits.</param>
/// <param name="send">Sends one; the order of the calls is that of the events.</param>
/// <param name="lose">Is called when events were lost.</param>
internal sealed class Outbox(RedisBackplaneOptions options, Func<OutgoingEvent, Task> send, Action<Exception> lose) : IDisposable
{
    private const int MaxInFlight = 512;

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _added = new(0, 1);
    private Queue<OutgoingEvent> _waiting = new();
    private long _bytes;

    /// <summary>Adds an event. Never waits.</summary>
    public void Add(OutgoingEvent outgoing)
    {
        lock (_gate)
        {
            if (_waiting.Count < options.MaxQueuedEvents && _bytes < options.MaxQueuedBytes)
            {
                _waiting.Enqueue(outgoing);
                _bytes += outgoing.Envelope.Length;
                if (_added.CurrentCount == 0) _added.Release();
                return;
            }
        }

        lose(new TimeoutException("it takes events more slowly than they are published"));
    }

    /// <summary>Drops what waits.</summary>
    public void Clear()
    {
        lock (_gate) (_waiting, _bytes) = (new(), 0);
    }

    /// <summary>Sends until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var sending = new List<Task>();
        while (true)
        {
            await _added.WaitAsync(cancellationToken).ConfigureAwait(false);
            while (TakeTo(sending)) await SendAsync(sending).ConfigureAwait(false);
        }
    }

    public void Dispose() => _added.Dispose();

    private bool TakeTo(List<Task> sending)
    {
        sending.Clear();
        while (sending.Count < MaxInFlight)
        {
            OutgoingEvent next;
            lock (_gate)
            {
                if (!_waiting.TryDequeue(out next)) break;
                _bytes -= next.Envelope.Length;
            }

            try
            {
                sending.Add(send(next));
            }
            catch (Exception e) when (e is RedisException or TimeoutException)
            {
                lose(e);
            }
        }

        return sending.Count > 0;
    }

    private async Task SendAsync(List<Task> sending)
    {
        try
        {
            await Task.WhenAll(sending).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RedisException or TimeoutException or OperationCanceledException)
        {
            lose(e);
        }
    }
}

/// <summary>An event on its way to a broker.</summary>
/// <param name="Channel">Where it is published.</param>
/// <param name="Envelope">What is published.</param>
/// <param name="Last">Where the frame is kept as the last event of a cache channel; null when it is not.</param>
/// <param name="Frame">The frame.</param>
/// <param name="KeepFor">How long it is kept.</param>
internal readonly record struct OutgoingEvent(RedisChannel Channel, byte[] Envelope, RedisKey? Last, ReadOnlyMemory<byte> Frame, TimeSpan KeepFor);
