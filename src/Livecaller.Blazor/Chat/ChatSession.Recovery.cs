using Livecaller.Blazor.Screens;

namespace Livecaller.Blazor.Chat;

// What goes on by itself: opening again when the server asked for patience, and messages that go to another conversation.
internal sealed partial class ChatSession
{
    private static readonly TimeSpan MinRetryPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DefaultRetryPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MaxRetryPause = TimeSpan.FromHours(1);

    private readonly List<(Conversation From, MessageId Id)> _moving = [];
    private ITimer? _retry;

    /// <summary>Sends the failed messages of a conversation that is closed in another one: all of them, for the closed one is no longer shown then.</summary>
    public async Task MoveFailedAsync(Conversation from)
    {
        var failed = from.Snapshot.Messages.Where(m => m.Status == MessageStatus.Failed).Select(m => (from, m.Id));
        lock (_lock) _moving.AddRange(failed);
        if (Current is null || Current == from) await OpenAsync(again: true);
        await SendMovedAsync();
    }

    // Where the widget asks something first, the message waits for the answers.
    private async Task SendMovedAsync()
    {
        List<(Conversation From, MessageId Id)> moving;
        Conversation? target;
        PreChatAnswers? answers;
        lock (_lock)
        {
            target = Current;
            answers = PreChatAnswers;
            if (_disposed || target is null || target.Snapshot.Info is { IsOpen: false }) return;
            if (target.Snapshot.Info is null && answers is null && PreChatAnswers.IsAskedFor(Widget)) return;
            moving = [.. _moving.Where(m => m.From != target)];
            _moving.Clear();
        }

        foreach (var (from, id) in moving)
        {
            try
            {
                await from.MoveAsync(id, target, answers?.Department, answers?.Fields);
            }
            catch (Exception e) when (e is LivecallerException or OperationCanceledException or ArgumentException)
            {
                // Another visitor signed in meanwhile: the message was the one before's.
                LogFailed(e);
            }
        }
    }

    private void RetryLater(Exception e)
    {
        var pause = (e as LivecallerApiException)?.RetryAfter ?? DefaultRetryPause;
        pause = pause < MinRetryPause ? MinRetryPause : pause > MaxRetryPause ? MaxRetryPause : pause;
        lock (_lock)
        {
            _retry?.Dispose();
            _retry = _disposed ? null : client.Options.TimeProvider.CreateTimer(_ => RetryNow(), null, pause, Timeout.InfiniteTimeSpan);
        }
    }

    private void RetryNow()
    {
        if (_error == ChatError.Busy) _ = OpenAsync(again: true);
    }
}
