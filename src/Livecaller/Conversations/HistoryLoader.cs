using System.Net;
using Livecaller.Http;
using Livecaller.Protocol;
using Microsoft.Extensions.Logging;

namespace Livecaller.Conversations;

/// <summary>Loads pages of a conversation's messages, one at a time.</summary>
internal sealed partial class HistoryLoader(Conversation conversation, ConversationState state, VisitorScope scope)
{
    private readonly ILogger _logger = scope.Logger;
    private readonly Lock _lock = new();
    private Task _newest = Task.CompletedTask;
    private volatile bool _gaveUp;
    private Task? _earlier;
    private Task? _later;

    /// <summary>Loads the newest page in the background, unless it is there or on its way.</summary>
    public void Load()
    {
        lock (_lock)
        {
            if (conversation.Id is not { } id || (!_newest.IsCompleted && !_gaveUp) || conversation.Snapshot.Phase == ConversationPhase.Ready) return;
            LoadNewest(id);
        }
    }

    public void Reload()
    {
        lock (_lock)
        {
            if (conversation.Id is { } id) LoadNewest(id);
        }
    }

    /// <summary>Goes to the newest messages when others are shown.</summary>
    public Task ShowNewestAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (conversation.Id is { } id && conversation.Snapshot.HasLater) LoadNewest(id);
            return _newest.WaitAsync(cancellationToken);
        }
    }

    public Task LoadEarlierAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (conversation.Id is not { } id || !conversation.Snapshot.HasEarlier) return Task.CompletedTask;
            if (_earlier is null or { IsCompleted: true }) _earlier = LoadBeforeAsync(id);
            return _earlier.WaitAsync(cancellationToken);
        }
    }

    public Task LoadLaterAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (conversation.Id is not { } id || !conversation.Snapshot.HasLater) return Task.CompletedTask;
            if (_later is null or { IsCompleted: true }) _later = LoadAfterAsync(id);
            return _later.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Loads the page around a message; false when the conversation has no such message.</summary>
    public async Task<bool> ShowAsync(MessageId message, CancellationToken cancellationToken)
    {
        if (conversation.Snapshot.Find(message) is not null) return true;
        if (conversation.Id is not { } id) return false;
        try
        {
            var page = await scope.CallAsync((api, token, end) => api.GetMessagesAroundAsync(token, id, message, end), cancellationToken).ConfigureAwait(false);
            var place = page.ToList().FindIndex(m => m.Id == message);
            if (place < 0) return false;
            // The message stands in the middle, unless the conversation begins or ends before.
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
        for (var attempt = 0; !scope.Ended.IsCancellationRequested; attempt++)
        {
            var mark = scope.Pause.Mark();
            try
            {
                var page = await FetchAsync(id, "").ConfigureAwait(false);
                Show(m => m.WithNewest(page, IsFull(page)), page);
                return;
            }
            catch (LivecallerException e)
            {
                LogNotLoaded(e, id);
                var ends = !Backoff.IsTransient(e);
                // Before it shows: whoever tries again as soon as they see it finds the way free.
                _gaveUp |= ends;
                Show(m => m.WithPhase(ConversationPhase.Unavailable), []);
                if (ends) return;
                await scope.Pause.WaitAsync(Backoff.Delay(attempt, scope.Options.Random(), e), mark, scope.Ended)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task LoadBeforeAsync(ConversationId id)
    {
        var oldest = conversation.Snapshot.Oldest();
        var page = await FetchAsync(id, oldest == 0 ? "" : $"&before={oldest}").ConfigureAwait(false);
        Show(m => m.WithEarlier(page, IsFull(page), oldest), page);
    }

    private async Task LoadAfterAsync(ConversationId id)
    {
        var newest = conversation.Snapshot.Newest();
        var page = await FetchAsync(id, $"&after={newest}").ConfigureAwait(false);
        Show(m => m.WithLater(page, IsFull(page), newest), page);
    }

    private Task<IReadOnlyList<MessagePayload>> FetchAsync(ConversationId id, string from) =>
        scope.CallAsync((api, token, end) => api.GetMessagesAsync(token, id, from, end), CancellationToken.None);

    private void Show(Func<ConversationModel, ConversationModel> change, IReadOnlyList<MessagePayload> page) => scope.Fence.TryRun(() =>
    {
        state.Update(m => change(m).WithSeen(page));
        conversation.ShowStored(page);
        scope.CountUnread();
    });

    private static bool IsFull(IReadOnlyList<MessagePayload> page) => page.Count >= WidgetApi.MessagePageSize;

    [LoggerMessage(LogLevel.Warning, "The messages of {Conversation} could not be loaded.")]
    private partial void LogNotLoaded(Exception exception, ConversationId conversation);
}
