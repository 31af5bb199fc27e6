using System.Threading.Channels;
using Livecaller.Session;

namespace Livecaller.Events;

/// <summary>
/// The events that wait for one listener: at most 1,000. A listener that is further behind receives only the newest event of each kind of state, and
/// the events of conversations are fetched again from the log when it is ready for them.
/// </summary>
/// <param name="handled">Called after an event of a log was handled.</param>
internal sealed class EventQueue(Action handled)
{
    public const int Capacity = 1000;

    private const int AfterMakingRoom = 750;

    private readonly Lock _lock = new();
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Queue<FencedEvent> _waiting = new();
    private readonly Dictionary<ConversationId, MissedEvents> _missed = [];
    // The event that the listener is handling.
    private FencedEvent? _current;
    private bool _finished;
    private bool _stopped;

    /// <summary>Completes when the queue is finished and empty.</summary>
    public Task Drained => _drained.Task;

    public int Count
    {
        get
        {
            lock (_lock) return _waiting.Count;
        }
    }

    public void Add(FencedEvent item)
    {
        lock (_lock)
        {
            if (_finished) return;
            var wake = _waiting.Count == 0;
            if (_waiting.Count >= Capacity) MakeRoom();
            if (!TryMiss(item)) _waiting.Enqueue(item);
            // Within the lock: a Finish in between would end the reader with an event in the queue.
            if (wake) _wake.Writer.TryWrite(true);
        }
    }

    /// <summary>Takes the next event. The one before is handled.</summary>
    public bool TryTake(out FencedEvent item)
    {
        bool isTaken, isHandled;
        lock (_lock)
        {
            item = default;
            isTaken = !_stopped && _waiting.TryDequeue(out item);
            isHandled = SetCurrent(isTaken ? item : null);
            CheckDrained();
        }

        if (isHandled) handled();
        return isTaken;
    }

    /// <summary>Sets the lowest sequence of each conversation whose event the listener hasn't handled.</summary>
    public void FindUnhandled(Dictionary<ConversationId, long> lowest)
    {
        lock (_lock)
        {
            if (_current is { } current) Find(current.Fence, current.Position);
            foreach (var item in _waiting) Find(item.Fence, item.Position);
            foreach (var missed in _missed.Values) Find(missed.Fence, new(missed.Log, missed.Conversation, missed.Next));
        }

        void Find(Fence fence, LogPosition? position)
        {
            if (position is not { } at || !fence.IsOpen) return;
            lowest[at.Conversation] = Math.Min(at.Sequence, lowest.GetValueOrDefault(at.Conversation, long.MaxValue));
        }
    }

    /// <summary>Returns a range that was missed, when nothing else waits; null when there is none.</summary>
    public MissedEvents? FirstMissed()
    {
        lock (_lock)
        {
            if (_stopped || _missed.Count == 0) return null;
            foreach (var gone in _missed.Values.Where(m => !m.Fence.IsOpen).ToArray()) _missed.Remove(gone.Conversation);
            CheckDrained();
            return _missed.Values.FirstOrDefault();
        }
    }

    /// <summary>Returns the missed events in a page of the log.</summary>
    public LoggedEvent[] Take(MissedEvents missed, EventPage page)
    {
        lock (_lock)
        {
            if (_stopped) return [];
            var taken = missed.In(page);
            if (taken.Length == 0) Remove(missed);
            return taken;
        }
    }

    /// <summary>
    /// Begins to handle a missed event. The one before is handled. After the last one, new events are queued again. Returns false when the queue was
    /// stopped.
    /// </summary>
    public bool TryBegin(MissedEvents missed, long sequence, LivecallerEvent? e)
    {
        bool isHandled;
        lock (_lock)
        {
            if (_stopped) return false;
            isHandled = SetCurrent(e is null ? null : new(e, missed.Fence, new(missed.Log, missed.Conversation, sequence)));
            if (!missed.Pass(sequence)) Remove(missed);
        }

        if (isHandled) handled();
        return true;
    }

    /// <summary>The range cannot be fetched.</summary>
    public void Forget(MissedEvents missed)
    {
        lock (_lock) Remove(missed);
    }

    /// <summary>Waits until there may be something to take. Returns false when the queue is finished.</summary>
    public async ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        if (!await _wake.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false)) return false;
        _wake.Reader.TryRead(out _);
        return true;
    }

    /// <summary>Adds nothing more. What waits can still be taken.</summary>
    public void Finish()
    {
        lock (_lock)
        {
            _finished = true;
            CheckDrained();
        }

        _wake.Writer.TryComplete();
    }

    /// <summary>Ends the queue. What waits stays unhandled; the event that is being handled counts as handled.</summary>
    public void Stop()
    {
        bool isHandled;
        lock (_lock)
        {
            _stopped = _finished = true;
            isHandled = SetCurrent(null);
            CheckDrained();
        }

        _wake.Writer.TryComplete();
        if (isHandled) handled();
    }

    /// <summary>Makes room in a full queue for several events, so that not every further event has to make room.</summary>
    private void MakeRoom()
    {
        HashSet<(LivecallerEventType, string?)> states = [];
        List<FencedEvent> left = [];
        foreach (var item in _waiting.Reverse())
        {
            if (item.Fence.IsOpen && (item.Position is not null || states.Add(StateOf(item.Event)))) left.Add(item);
        }

        // The newest events of conversations can be fetched from the log later.
        var tooMany = left.Count - AfterMakingRoom;
        if (tooMany > 0) left.RemoveAll(item => item.Position is not null && tooMany-- > 0 && Miss(item));
        // If the states are all different, the oldest are dropped.
        if (left.Count > AfterMakingRoom) left.RemoveRange(AfterMakingRoom, left.Count - AfterMakingRoom);
        left.Reverse();
        _waiting.Clear();
        foreach (var item in left) _waiting.Enqueue(item);
    }

    /// <summary>Records an event that is fetched later. Returns false when it has to be queued.</summary>
    private bool TryMiss(FencedEvent item)
    {
        // After a gap, nothing of the same conversation may be delivered before the gap is filled.
        if (item.Position is not { } position || !_missed.TryGetValue(position.Conversation, out var missed) || missed.Fence != item.Fence) return false;
        missed.Add(position.Sequence);
        return true;
    }

    private bool Miss(FencedEvent item)
    {
        if (!TryMiss(item)) _missed[item.Position!.Value.Conversation] = new(item.Fence, item.Position!.Value);
        return true;
    }

    /// <summary>Returns whether the event before was one of a log. Needs the lock.</summary>
    private bool SetCurrent(FencedEvent? item)
    {
        var isHandled = _current is { Position: not null };
        _current = item;
        return isHandled;
    }

    private void Remove(MissedEvents missed)
    {
        if (_missed.GetValueOrDefault(missed.Conversation) == missed) _missed.Remove(missed.Conversation);
        CheckDrained();
    }

    private void CheckDrained()
    {
        if (_finished && _waiting.Count == 0 && _missed.Count == 0) _drained.TrySetResult();
    }

    /// <summary>The state that an event reports: a later event replaces it.</summary>
    private static (LivecallerEventType Type, string? Id) StateOf(LivecallerEvent e) => (e.Type, e switch
    {
        MessageStatusChanged status => status.MessageId.Value,
        TypingChanged typing => typing.ConversationId.Value,
        ConversationAuthFailed failed => failed.ConversationId.Value,
        _ => null,
    });
}
