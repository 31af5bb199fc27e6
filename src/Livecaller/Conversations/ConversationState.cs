using System.Threading.Channels;
using Livecaller.Events;

namespace Livecaller.Conversations;

/// <summary>Holds the model of a conversation and its subscriptions.</summary>
internal sealed partial class ConversationState(ConversationId? id, int maxMessages, ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly List<Channel<ConversationSnapshot>> _watchers = [];
    private ConversationModel _model = ModelOf(id, maxMessages);
    private string? _id = id?.Value;
    private bool _closed;

    /// <summary>The conversation's id; null until its first message has started it.</summary>
    public ConversationId? Id => Volatile.Read(ref _id) is { } id ? new(id) : null;

    public ConversationSnapshot Snapshot
    {
        get
        {
            lock (_lock) return _model.Snapshot;
        }
    }

    public bool IsWatched
    {
        get
        {
            lock (_lock) return _watchers.Count > 0;
        }
    }

    /// <summary>Whether the messages are shown.</summary>
    public bool IsWanted
    {
        get
        {
            lock (_lock) return _model.IsWanted;
        }
    }

    public ConversationMessage? Find(MessageId id) => Snapshot.Find(id);

    /// <summary>Sets the id; false when it is set already.</summary>
    public bool TrySetId(ConversationId id)
    {
        if (Interlocked.CompareExchange(ref _id, id.Value, null) is not null) return false;
        Update(m => m.WithId(id));
        return true;
    }

    public void Update(Func<ConversationModel, ConversationModel> change)
    {
        lock (_lock)
        {
            if (!_closed) Set(change(_model));
        }
    }

    /// <summary>The visitor session ended: everything is removed from the screens, and nothing changes any more.</summary>
    public void Close()
    {
        lock (_lock)
        {
            if (_closed) return;
            _closed = true;
            Set(new());
            foreach (var watcher in _watchers) watcher.Writer.TryComplete();
        }
    }

    public ConversationSubscription Subscribe(Action<ConversationSnapshot> onChanged, Action onEnded) => Subscribe(
        snapshot =>
        {
            CallbackContext.Run(() => onChanged(snapshot), LogSubscriberThrew);
            return Task.CompletedTask;
        },
        onEnded);

    public ConversationSubscription Subscribe(Func<ConversationSnapshot, Task> onChanged, Action onEnded)
    {
        // Only the newest state matters to a slow subscriber.
        var watcher = Channel.CreateBounded<ConversationSnapshot>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        ConversationSnapshot snapshot;
        lock (_lock)
        {
            snapshot = _model.Snapshot;
            if (_closed) watcher.Writer.TryComplete();
            else _watchers.Add(watcher);
        }

        var ended = new CancellationTokenSource();
        _ = Task.Run(() => PumpAsync(watcher.Reader, onChanged, ended.Token));
        return new(snapshot, () =>
        {
            lock (_lock) _watchers.Remove(watcher);
            ended.Cancel();
            watcher.Writer.TryComplete();
            onEnded();
        });
    }

    // A conversation that has not started has nothing to load.
    private static ConversationModel ModelOf(ConversationId? id, int maxMessages) => id is not null
        ? new() { MaxMessages = maxMessages }
        : new()
        {
            MaxMessages = maxMessages,
            IsLoaded = true,
            IsWanted = true,
            Snapshot = ConversationSnapshot.Empty with { Phase = ConversationPhase.Ready },
        };

    private void Set(ConversationModel model)
    {
        if (ReferenceEquals(model, _model)) return;
        _model = model;
        foreach (var watcher in _watchers) watcher.Writer.TryWrite(model.Snapshot);
    }

    private async Task PumpAsync(ChannelReader<ConversationSnapshot> changes, Func<ConversationSnapshot, Task> onChanged, CancellationToken ended)
    {
        await foreach (var snapshot in changes.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
        {
            if (ended.IsCancellationRequested) return;
            try
            {
                await onChanged(snapshot).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                LogSubscriberThrew(e);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "A subscriber of a conversation threw an exception.")]
    private partial void LogSubscriberThrew(Exception exception);
}
