namespace Livecaller.Server.Operators;

// Reads each conversation in which something happened once for all subscriptions of the inbox, several at a time where much happens.
internal sealed partial class InboxChangeFeed(
    IConversationFeed feed, IDbContextFactory<LivecallerDbContext> contexts, InboxPayloads payloads, TimeProvider time, ILogger<InboxChangeFeed> logger) : IDisposable
{
    private const int MaxRows = 100;

    // What happens in the meantime is read together.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private readonly HashSet<InboxSubscription> _subscriptions = [];
    private readonly CancellationTokenSource _ended = new();
    private HashSet<string> _changed = [];
    private IDisposable? _signals;
    private bool _isRunning;

    public void Add(InboxSubscription subscription)
    {
        lock (_lock)
        {
            _subscriptions.Add(subscription);
            _signals ??= feed.Subscribe(OnSignal);
        }
    }

    public void Remove(InboxSubscription subscription)
    {
        lock (_lock)
        {
            if (!_subscriptions.Remove(subscription) || _subscriptions.Count > 0) return;
            _signals?.Dispose();
            (_signals, _changed) = (null, []);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _signals?.Dispose();
            _ended.Cancel();
        }
    }

    // What is not logged changes no row, except for what is in the operators' log, and an erasure. On the feed's thread, which serves every socket.
    private void OnSignal(ConversationSignal signal)
    {
        if (signal.Sequence is null && !ChangesRow(signal.EventName)) return;
        lock (_lock)
        {
            _changed.Add(signal.ConversationId.Value);
            if (_isRunning || _ended.IsCancellationRequested) return;
            _isRunning = true;
        }

        _ = Task.Run(RunAsync);
    }

    private static bool ChangesRow(string eventName) => eventName is OperatorEventNames.ConversationTags or OperatorEventNames.ConversationSnoozed
        or OperatorEventNames.ConversationNote or OperatorEventNames.ConversationMentionRead or OperatorEventNames.ConversationErased;

    private async Task RunAsync()
    {
        while (Take() is { Count: > 0 } changed)
        {
            try
            {
                await TellAsync(changed).ConfigureAwait(false);
            }
            catch (Exception e) when (!_ended.IsCancellationRequested)
            {
                LogFailed(e, changed.Count);
                foreach (var subscription in Subscriptions()) subscription.Reload();
            }

            await Task.Delay(Pause, time, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private HashSet<string> Take()
    {
        lock (_lock)
        {
            var changed = _changed;
            _changed = [];
            _isRunning = changed.Count > 0 && !_ended.IsCancellationRequested;
            return _isRunning ? changed : [];
        }
    }

    private async Task TellAsync(HashSet<string> changed)
    {
        using var db = await contexts.CreateDbContextAsync(_ended.Token).ConfigureAwait(false);
        var counters = await db.InboxCounters.AsNoTracking().ToListAsync(_ended.Token).ConfigureAwait(false);
        foreach (var ids in changed.Chunk(MaxRows))
        {
            var rows = await InboxRow.Of(db, db.Conversations.AsNoTracking().Where(c => ids.Contains(c.Id))).ToListAsync(_ended.Token).ConfigureAwait(false);
            var conversations = rows.ConvertAll(row => payloads.ToPayload(row, position: null));
            List<ConversationId> gone = [.. ids.Except(rows.Select(row => row.Conversation.Id)).Select(id => new ConversationId(id))];
            foreach (var subscription in Subscriptions()) subscription.Note(conversations, gone, counters);
        }
    }

    private InboxSubscription[] Subscriptions()
    {
        lock (_lock) return [.. _subscriptions];
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} changed conversations could not be read for the inbox. It is read again.")]
    private partial void LogFailed(Exception exception, int count);
}
