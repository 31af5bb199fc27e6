namespace Livecaller.Server.Operators;

// What waits to be read.
public sealed partial class InboxSubscription
{
    // Reading the list again costs less than more changes than this.
    private const int MaxPending = 500;

    private readonly Lock _lock = new();
    private readonly HashSet<ConversationId> _listed = [];
    private readonly Dictionary<ConversationId, OperatorConversationPayload> _pending = [];
    private readonly HashSet<ConversationId> _gone = [];
    private TaskCompletionSource _changed = NewSignal();
    private InboxCounts _known = new(0, 0, 0, 0, 0);
    private InboxCounts? _counts;
    private bool _isStarted;
    private bool _isStale;

    /// <summary>Notes conversations as they are now, and those that are gone. Called for all subscriptions, from one thread at a time.</summary>
    internal void Note(IReadOnlyList<OperatorConversationPayload> conversations, IReadOnlyList<ConversationId> gone, IReadOnlyList<InboxCounterRow> counters)
    {
        lock (_lock)
        {
            _counts = InboxCounters.CountsOf(counters, _caller.OperatorId);
            foreach (var conversation in conversations)
                if (!_isStarted || Concerns(conversation)) _pending[conversation.Id] = conversation;
            foreach (var id in gone)
            {
                _pending.Remove(id);
                if (!_isStarted || _listed.Contains(id)) _gone.Add(id);
            }

            if (_pending.Count + _gone.Count > MaxPending) MarkStale();
            if (_isStale || _pending.Count + _gone.Count > 0 || _counts != _known) _changed.TrySetResult();
        }
    }

    /// <summary>Has the list read again.</summary>
    internal void Reload()
    {
        lock (_lock)
        {
            MarkStale();
            _changed.TrySetResult();
        }
    }

    private void Begin(InboxPage page, InboxCounts counts)
    {
        lock (_lock)
        {
            (_isStarted, _known) = (true, counts);
            _listed.Clear();
            AddListed(page);
            foreach (var (id, conversation) in _pending)
                if (!Concerns(conversation)) _pending.Remove(id);
        }
    }

    private void AddListed(InboxPage page)
    {
        lock (_lock)
            foreach (var conversation in page.Data) _listed.Add(conversation.Id);
    }

    private void MarkStale()
    {
        _pending.Clear();
        _gone.Clear();
        _isStale = true;
    }

    private async Task<bool> WaitAsync(CancellationToken cancellationToken)
    {
        Task changed;
        lock (_lock) changed = _changed.Task;
        await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        return !_ended.IsCancellationRequested;
    }

    private void Stop()
    {
        _ended.Cancel();
        lock (_lock) _changed.TrySetResult();
    }

    // Null when the list is to be read again.
    private List<InboxChange>? TakePending()
    {
        lock (_lock)
        {
            _changed = NewSignal();
            if (_ended.IsCancellationRequested) _changed.TrySetResult();
            if (_isStale)
            {
                _isStale = false;
                return null;
            }

            List<InboxChange> changes = [.. _pending.Values.Select(ToChange), .. _gone.Where(_listed.Remove).Select(id => new InboxConversationLeft(id))];
            _pending.Clear();
            _gone.Clear();
            if (_counts is { } counts && counts != _known) changes.Add(new InboxCountsChanged(_known = counts));
            return changes;
        }
    }

    private InboxChange ToChange(OperatorConversationPayload conversation)
    {
        if (Belongs(conversation))
        {
            _listed.Add(conversation.Id);
            return new InboxConversationChanged(conversation);
        }

        _listed.Remove(conversation.Id);
        return new InboxConversationLeft(conversation.Id);
    }

    private bool Concerns(OperatorConversationPayload conversation) => _listed.Contains(conversation.Id) || Belongs(conversation);

    private bool Belongs(OperatorConversationPayload conversation) =>
        InboxFilter.Matches(conversation, _caller.OperatorId, _query) && (string.IsNullOrWhiteSpace(_query.Search) || _listed.Contains(conversation.Id));

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
