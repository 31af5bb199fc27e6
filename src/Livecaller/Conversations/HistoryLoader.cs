using System.Net;
using Livecaller.Http;
using Livecaller.Session;

namespace Livecaller.Conversations;

/// <summary>Loads pages of a conversation's messages, one at a time.</summary>
internal sealed partial class HistoryLoader(
    ConversationState state, MessageStatuses statuses, VisitorApi api, RetryLoop retry, IConversationOwner owner, Fence fence, ILogger logger, CancellationToken ended)
{
    private readonly ILogger _logger = logger;
    private readonly Lock _lock = new();
    private Task _newest = Task.CompletedTask;
    private volatile bool _gaveUp;
    private Task? _earlier;
    private Task? _later;

    /// <summary>Loads the newest page in the background, unless it is loaded or being loaded.</summary>
    public void Load()
    {
        lock (_lock)
        {
            if (state.Id is not { } id || (!_newest.IsCompleted && !_gaveUp) || state.Snapshot.Phase == ConversationPhase.Ready) return;
            LoadNewest(id);
        }
    }

    public void Reload()
    {
        lock (_lock)
        {
            if (state.Id is { } id) LoadNewest(id);
        }
    }

    /// <summary>Loads the newest messages when others are shown.</summary>
    public Task ShowNewestAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (state.Id is { } id && state.Snapshot.HasLater) LoadNewest(id);
            return _newest.WaitAsync(cancellationToken);
        }
    }

    public Task LoadEarlierAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (state.Id is not { } id || !state.Snapshot.HasEarlier) return Task.CompletedTask;
            if (_earlier is null or { IsCompleted: true }) _earlier = LoadBeforeAsync(id);
            return _earlier.WaitAsync(cancellationToken);
        }
    }

    public Task LoadLaterAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (state.Id is not { } id || !state.Snapshot.HasLater) return Task.CompletedTask;
            if (_later is null or { IsCompleted: true }) _later = LoadAfterAsync(id);
            return _later.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Loads the page around a message. Returns false when the conversation has no such message.</summary>
    public async Task<bool> ShowAsync(MessageId message, CancellationToken cancellationToken)
    {
        if (state.Snapshot.Find(message) is not null) return true;
        if (state.Id is not { } id) return false;
        try
        {
            var page = await api.GetMessagesAroundAsync(id, message, cancellationToken).ConfigureAwait(false);
            var place = page.ToList().FindIndex(m => m.Id == message);
            if (place < 0) return false;
            // The message is in the middle, unless the conversation starts or ends before.
            var half = (WidgetApi.MessagePageSize / 2) - 1;
            Show(m => m.WithAround(page, place >= half, page.Count - place - 1 >= half), page);
            return true;
        }
        catch (LivecallerApiException e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    private void LoadNewest(ConversationId id)
    {
        Show(m => m.WithNothingLoaded(), []);
        _gaveUp = false;
        _newest = Task.Run(() => LoadNewestAsync(id));
    }

    private async Task LoadNewestAsync(ConversationId id)
    {
        try
        {
            var page = await retry.RunAsync(() => FetchAsync(id, ""), (failure, attempt) => ShowFailure(id, failure, attempt), ended).ConfigureAwait(false);
            Show(m => m.WithNewest(page, IsFull(page)), page);
        }
        catch (Exception e) when (e is LivecallerException or OperationCanceledException)
        {
            // The failure is shown, or the visitor's session ended.
        }
    }

    private TimeSpan? ShowFailure(ConversationId id, LivecallerException failure, int attempt)
    {
        LogNotLoaded(failure, id);
        var delay = retry.WhileTransient(failure, attempt);
        // Set before it is shown: code that reacts to what is shown can load again at once.
        _gaveUp |= delay is null;
        Show(m => m.WithPhase(ConversationPhase.Unavailable), []);
        return delay;
    }

    private async Task LoadBeforeAsync(ConversationId id)
    {
        var oldest = state.Snapshot.Oldest();
        var page = await FetchAsync(id, oldest == 0 ? "" : $"&before={oldest}").ConfigureAwait(false);
        Show(m => m.WithEarlier(page, IsFull(page), oldest), page);
    }

    private async Task LoadAfterAsync(ConversationId id)
    {
        var newest = state.Snapshot.Newest();
        var page = await FetchAsync(id, $"&after={newest}").ConfigureAwait(false);
        Show(m => m.WithLater(page, IsFull(page), newest), page);
    }

    private Task<IReadOnlyList<MessagePayload>> FetchAsync(ConversationId id, string from) =>
        api.GetMessagesAsync(id, from, CancellationToken.None);

    private void Show(Func<ConversationModel, ConversationModel> change, IReadOnlyList<MessagePayload> page) => fence.TryRun(() =>
    {
        state.Update(m => change(m).WithSeen(page));
        statuses.Stored(page);
        owner.CountUnread();
    });

    private static bool IsFull(IReadOnlyList<MessagePayload> page) => page.Count >= WidgetApi.MessagePageSize;

    [LoggerMessage(LogLevel.Warning, "The messages of {Conversation} could not be loaded.")]
    private partial void LogNotLoaded(Exception exception, ConversationId conversation);
}
