namespace Livecaller.Realtime.Webhooks;

/// <summary>Events that are sent after a delay, unless the opposite happens before.</summary>
/// <param name="delay">The delay, the same for all.</param>
/// <param name="maxCount">How many can wait.</param>
/// <param name="time">The clock.</param>
/// <param name="send">Sends an event without waiting.</param>
internal sealed class DelayedEvents(TimeSpan delay, int maxCount, TimeProvider time, Action<WebhookEvent> send) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Channel, string? UserId), LinkedListNode<Entry>> _byKey = [];
    private readonly LinkedList<Entry> _inOrder = [];
    private ITimer? _timer;
    private bool _isEnded;

    /// <summary>Sends an event at once, unless the opposite one is waiting: then neither is sent.</summary>
    public void SendOrCancel(string channel, string? userId, WebhookEvent happened)
    {
        // Sent under the lock: the opposite one cannot overtake it.
        lock (_gate)
        {
            if (_isEnded) return;
            if (_byKey.Remove((channel, userId), out var opposite)) _inOrder.Remove(opposite);
            else send(happened);
        }
    }

    /// <summary>Sends an event after the delay. False when too many are waiting.</summary>
    public bool SendLater(string channel, string? userId, WebhookEvent happened)
    {
        lock (_gate)
        {
            if (_isEnded) return true;
            if (delay == TimeSpan.Zero)
            {
                send(happened);
                return true;
            }

            if (_inOrder.Count >= maxCount) return false;
            if (_byKey.Remove((channel, userId), out var earlier)) _inOrder.Remove(earlier);
            _byKey[(channel, userId)] = _inOrder.AddLast(new Entry((channel, userId), happened, time.GetTimestamp()));
            if (_inOrder.Count == 1) SetTimer(delay);
            return true;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isEnded = true;
            _timer?.Dispose();
            _byKey.Clear();
            _inOrder.Clear();
        }
    }

    private void SendDue()
    {
        lock (_gate)
        {
            while (_inOrder.First is { } first)
            {
                var left = delay - time.GetElapsedTime(first.Value.Since);
                if (left > TimeSpan.Zero)
                {
                    SetTimer(left);
                    return;
                }

                _inOrder.RemoveFirst();
                _byKey.Remove(first.Value.Key);
                send(first.Value.Event);
            }
        }
    }

    private void SetTimer(TimeSpan due)
    {
        // A timer that is set to less than a millisecond fires at once, again and again.
        var whole = TimeSpan.FromMilliseconds(Math.Ceiling(due.TotalMilliseconds));
        if (_timer is null) _timer = time.CreateTimer(_ => SendDue(), null, whole, Timeout.InfiniteTimeSpan);
        else _timer.Change(whole, Timeout.InfiniteTimeSpan);
    }

    private sealed record Entry((string Channel, string? UserId) Key, WebhookEvent Event, long Since);
}
