namespace Livecaller.Realtime.Connections;

/// <summary>A timer wheel: one timer for all connections instead of several for each. Its resolution is one second.</summary>
internal sealed class ConnectionClock : IDisposable
{
    private const int Slots = 256;
    private static readonly TimeSpan Resolution = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly long _start;

    // Each slot is a ring of connections, without a node for each.
    private readonly WheelEntry?[] _slots = new WheelEntry?[Slots];
    private int _count;
    private int _seconds;
    private bool _isRunning;

    public ConnectionClock(TimeProvider time)
    {
        _time = time;
        _start = time.GetTimestamp();
        _timer = time.CreateTimer(static state => ((ConnectionClock)state!).Advance(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The seconds since the start, as of the last tick while anybody waits. Cheap enough for every frame.</summary>
    public int Seconds => !Volatile.Read(ref _isRunning) ? Now() : Volatile.Read(ref _seconds);

    /// <summary>The number of connections that wait for their time.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _count;
        }
    }

    /// <summary>Returns a duration in seconds, at least one.</summary>
    public static int SecondsOf(TimeSpan duration) => Math.Max(1, (int)Math.Ceiling(duration.TotalSeconds));

    /// <summary>Calls an entry when a time has come. It waits for one time only: an earlier one replaces a later one.</summary>
    public void Schedule(WheelEntry entry, int dueSeconds)
    {
        lock (_gate)
        {
            if (entry.IsRetired) return;
            if (!_isRunning)
            {
                // Nothing has moved the time while nobody waited.
                Volatile.Write(ref _seconds, Now());
                Volatile.Write(ref _isRunning, true);
                _timer.Change(Resolution, Resolution);
            }

            if (entry.IsScheduled)
            {
                if (entry.Due <= dueSeconds) return;
                Remove(entry);
            }

            // One that is due later than the wheel is long is looked at in between.
            entry.Due = Math.Clamp(dueSeconds, _seconds + 1, _seconds + Slots - 1);
            Insert(entry);
        }
    }

    /// <summary>Takes an entry out for ever.</summary>
    public void Retire(WheelEntry entry)
    {
        lock (_gate)
        {
            entry.IsRetired = true;
            if (entry.IsScheduled) Remove(entry);
        }
    }

    public void Dispose() => _timer.Dispose();

    private int Now() => (int)_time.GetElapsedTime(_start).TotalSeconds;

    private void Advance()
    {
        List<WheelEntry> due = [];
        lock (_gate)
        {
            var now = Now();
            for (var second = Math.Max(_seconds + 1, now - Slots + 1); second <= now; second++)
            {
                while (_slots[second % Slots] is { } entry)
                {
                    Remove(entry);
                    due.Add(entry);
                }
            }

            Volatile.Write(ref _seconds, Math.Max(now, _seconds));
            if (_count == 0 && due.Count == 0)
            {
                Volatile.Write(ref _isRunning, false);
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }

        foreach (var entry in due) entry.OnDue();
    }

    private void Insert(WheelEntry entry)
    {
        ref var slot = ref _slots[entry.Due % Slots];
        if (slot is null) (entry.Next, entry.Previous, slot) = (entry, entry, entry);
        else
        {
            (entry.Next, entry.Previous) = (slot, slot.Previous);
            slot.Previous!.Next = entry;
            slot.Previous = entry;
        }

        entry.IsScheduled = true;
        _count++;
    }

    private void Remove(WheelEntry entry)
    {
        ref var slot = ref _slots[entry.Due % Slots];
        if (entry.Next == entry) slot = null;
        else
        {
            if (slot == entry) slot = entry.Next;
            entry.Previous!.Next = entry.Next;
            entry.Next!.Previous = entry.Previous;
        }

        (entry.Next, entry.Previous, entry.IsScheduled) = (null, null, false);
        _count--;
    }
}

/// <summary>Something that waits for a time.</summary>
internal abstract class WheelEntry
{
    internal WheelEntry? Next { get; set; }

    internal WheelEntry? Previous { get; set; }

    internal int Due { get; set; }

    internal bool IsScheduled { get; set; }

    internal bool IsRetired { get; set; }

    /// <summary>Called when the time has come, outside of all locks; the entry must be scheduled again for the next time.</summary>
    protected internal abstract void OnDue();
}
