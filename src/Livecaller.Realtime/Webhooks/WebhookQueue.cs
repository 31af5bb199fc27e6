namespace Livecaller.Realtime.Webhooks;

/// <summary>The events that wait for one receiver, bounded in number and bytes: the oldest ones are dropped.</summary>
internal sealed class WebhookQueue(int maxCount, int maxBytes) : IDisposable
{
    // What an event takes besides its bytes, roughly.
    private const int EventBytes = 100;

    private readonly Lock _gate = new();
    private readonly Queue<WebhookEvent> _events = [];
    private readonly SemaphoreSlim _added = new(0, 1);
    private long _bytes;
    private long _dropped;
    private bool _isEnded;

    /// <summary>Adds an event. Never waits. After the end nothing is added: connections end after the services of a host.</summary>
    public void Add(WebhookEvent happened)
    {
        lock (_gate)
        {
            if (_isEnded) return;
            _events.Enqueue(happened);
            _bytes += SizeOf(happened);
            while (_events.Count > maxCount || (_bytes > maxBytes && _events.Count > 1))
            {
                _bytes -= SizeOf(_events.Dequeue());
                _dropped++;
            }

            if (_added.CurrentCount == 0) _added.Release();
        }
    }

    /// <summary>Counts an event that could not even wait.</summary>
    public void Drop()
    {
        lock (_gate) _dropped++;
    }

    /// <summary>Waits until there are events.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            lock (_gate)
            {
                if (_events.Count > 0) return;
            }

            await _added.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes the oldest events.</summary>
    public IReadOnlyList<WebhookEvent> Take(int count)
    {
        lock (_gate)
        {
            List<WebhookEvent> taken = [];
            while (taken.Count < count && _events.TryDequeue(out var next))
            {
                _bytes -= SizeOf(next);
                taken.Add(next);
            }

            return taken;
        }
    }

    /// <summary>Returns how many events were dropped since the last call.</summary>
    public long TakeDropped()
    {
        lock (_gate)
        {
            var dropped = _dropped;
            _dropped = 0;
            return dropped;
        }
    }

    public void Dispose()
    {
        lock (_gate) _isEnded = true;
        _added.Dispose();
    }

    private static int SizeOf(WebhookEvent happened) => EventBytes + happened.Json.Length;
}
