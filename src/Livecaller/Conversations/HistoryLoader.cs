using Livecaller.Http;
using Livecaller.Protocol;
using Microsoft.Extensions.Logging;

namespace Livecaller.Conversations;

/// <summary>Loads a conversation's messages from the newest page backwards.</summary>
internal sealed partial class HistoryLoader(Conversation conversation, ConversationState state, VisitorScope scope)
{
    private readonly ILogger _logger = scope.Logger;
    private readonly Lock _lock = new();
    private Task _newest = Task.CompletedTask;
    private Task? _earlier;

    /// <summary>Loads the newest page in the background, unless it is there or on its way.</summary>
    public void Load()
    {
        lock (_lock)
        {
            if (conversation.Id is not { } id || !_newest.IsCompleted || conversation.Snapshot.Phase == ConversationPhase.Ready) return;
            _newest = Task.Run(() => LoadNewestAsync(id));
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

    private async Task LoadNewestAsync(ConversationId id)
    {
        for (var attempt = 0; !scope.Ended.IsCancellationRequested; attempt++)
        {
            try
            {
                var page = await FetchAsync(id, null);
                Show(m => m.WithHistory(page, HasMore(page), isNewest: true));
                return;
            }
            catch (LivecallerException e)
            {
                LogNotLoaded(e, id);
                Show(m => m.WithPhase(ConversationPhase.Unavailable));
                if (!Backoff.IsTransient(e)) return;
                await scope.Pause.WaitAsync(Backoff.Delay(attempt, scope.Options.Random(), e), scope.Ended)
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
        var oldest = conversation.Snapshot.Messages.Select(m => m.Payload.Sequence).Where(s => s > 0).DefaultIfEmpty().Min();
        var page = await FetchAsync(id, oldest == 0 ? null : oldest);
        Show(m => m.WithHistory(page, HasMore(page), isNewest: false));
    }

    private Task<IReadOnlyList<MessagePayload>> FetchAsync(ConversationId id, long? before) =>
        scope.CallAsync((api, token, end) => api.GetMessagesAsync(token, id, before, end), CancellationToken.None);

    private void Show(Func<ConversationModel, ConversationModel> change) => scope.Fence.TryRun(() =>
    {
        state.Update(change);
        scope.CountUnread();
    });

    private static bool HasMore(IReadOnlyList<MessagePayload> page) => page.Count >= WidgetApi.MessagePageSize;

    [LoggerMessage(LogLevel.Warning, "The messages of {Conversation} could not be loaded.")]
    private partial void LogNotLoaded(Exception exception, ConversationId conversation);
}
