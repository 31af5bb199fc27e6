using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json;
using Livecaller.Connection;
using Livecaller.Events;
using Livecaller.Http;
using Livecaller.Protocol;
using Microsoft.Extensions.Logging;

namespace Livecaller.Background;

/// <summary>Keeps the events of all open conversations of a visitor flowing, and notices new ones.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody takes holds nothing.")]
internal sealed partial class BackgroundListener(VisitorScope scope) : IChannelSubscriber
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ConversationId, ConversationFollower> _followers = [];
    // Where the first look of all put the conversations that it found. Touched inside the fence only.
    private readonly Dictionary<ConversationId, long> _foundAt = [];
    private readonly ILogger _logger = scope.Logger;
    private readonly SemaphoreSlim _refreshing = new(1, 1);

    private string VisitorChannel => ChannelNames.Visitor(scope.Session.Visitor.Uuid);

    /// <summary>Begins, or goes on. Waits for nothing.</summary>
    public void Start()
    {
        scope.Session.SetBackground(true);
        scope.Channels.Add(VisitorChannel, this);
        foreach (var known in scope.Session.Conversations.Where(c => !c.Closed))
        {
            Follow(scope.Conversations.Get(known.Id), known.Id, known.Cursor);
        }

        scope.Connection.Start();
        scope.Conversations.BeginSending();
    }

    /// <summary>Ends, but for conversations that somebody looks at.</summary>
    public async Task StopAsync()
    {
        scope.Session.ClearBackground();
        scope.Channels.Remove(VisitorChannel);
        bool idle;
        lock (_lock)
        {
            foreach (var id in _followers.Keys.Where(id => !scope.Conversations.Get(id).IsWatched).ToArray()) Unfollow(id);
            idle = _followers.Count == 0;
        }

        if (idle) await scope.Connection.StopAsync().ConfigureAwait(false);
    }

    /// <summary>Asks which conversations there are, and follows them.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _refreshing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var all = await scope.CallAsync((api, token, end) => api.ListConversationsAsync(token, end), cancellationToken, whilePaused: true).ConfigureAwait(false);
            using var _ = await scope.Conversations.HoldStartsAsync(cancellationToken).ConfigureAwait(false);
            scope.Fence.TryRun(() => Take(all));
        }
        finally
        {
            _refreshing.Release();
        }
    }

    /// <summary>Follows a conversation from a place in its log; following it twice is following it once.</summary>
    public void Follow(Conversation conversation, ConversationId id, long cursor)
    {
        ConversationFollower follower;
        lock (_lock)
        {
            if (_followers.ContainsKey(id)) return;
            _followers[id] = follower = new(scope, conversation, id, cursor);
        }

        scope.Session.SetCursor(id, cursor);
        scope.Channels.Add(ChannelNames.Conversation(id), follower);
        // A log that is new to us is read at once: its beginning was broadcast before anybody listened.
        if (cursor == 0) follower.CatchUp();
    }

    /// <summary>Catches up with one conversation, without the socket; gives how many events listeners got, or null when the visitor has no such.</summary>
    /// <exception cref="LivecallerException">The server could not be reached, or refused.</exception>
    public async Task<int?> CatchUpAsync(ConversationId id, CancellationToken cancellationToken)
    {
        var follower = Find(id);
        var before = follower?.Published ?? 0;
        if (follower is null)
        {
            var known = scope.Session.Conversations.FirstOrDefault(c => c.Id == id && !c.Closed);
            if (known is not null) Follow(scope.Conversations.Get(id), id, known.Cursor);
            // One that is new to us is in the list, and so is what a screen shows first of one that is known.
            await RefreshAsync(cancellationToken).ConfigureAwait(false);
            follower = Find(id);
        }

        // A closed conversation is not followed: listeners have had all of it.
        if (follower is null) return scope.Session.CursorOf(id) is null ? null : 0;
        // A fetch that waits for its next attempt makes it now.
        scope.Pause.NetworkIsBack();
        await follower.CatchUpAsync(cancellationToken).ConfigureAwait(false);
        return follower.Published - before;
    }

    /// <summary>A conversation is closed, and everything of it was handed on.</summary>
    public void OnOver(ConversationFollower follower, ConversationId id)
    {
        lock (_lock)
        {
            // Opened again meanwhile, it has another follower.
            if (_followers.GetValueOrDefault(id) != follower) return;
            _followers.Remove(id);
        }

        scope.Channels.Remove(ChannelNames.Conversation(id));
        scope.Conversations.Release(id);
    }

    /// <summary>The session may not hear a conversation any more.</summary>
    public void OnAccessLost(ConversationId id, int status)
    {
        lock (_lock) Unfollow(id);
        LogLost(id, status);
        // An anonymous visitor's session as a whole ends with 401, which is said elsewhere.
        if (status == 401 && !scope.Session.IsIdentified) return;
        scope.Fence.TryRun(() =>
        {
            if (scope.Session.Drop(id)) scope.Publish(ClientEvents.AuthFailed(id));
        });
    }

    /// <summary>Asks the server whether it still takes the session, as long as it takes; where it does not, every conversation is lost.</summary>
    public async Task<bool> CheckSessionAsync()
    {
        var token = scope.Session.Token;
        if (await RefreshUntilDoneAsync().ConfigureAwait(false) || scope.Session.Token != token) return true;
        if (scope.Ended.IsCancellationRequested) return false;
        ConversationId[] followed;
        lock (_lock) followed = [.. _followers.Keys];
        foreach (var id in followed) OnAccessLost(id, (int)HttpStatusCode.Unauthorized);
        if (scope.Session.IsIdentified) scope.TellExpired(token);
        return false;
    }

    public void OnSubscribed() => _ = Task.Run(RefreshUntilDoneAsync);

    public void OnEvent(string name, string data)
    {
        if (name == EventNames.ConversationStarted) _ = Task.Run(() => AdoptAsync(data));
        // One that is open again: nobody has followed it since it was closed.
        else if (name == EventNames.ConversationUpdated) _ = Task.Run(RefreshUntilDoneAsync);
    }

    public void OnLimitReached() => OnSubscribed();

    public void OnRefused(int status, string credential)
    {
        LogVisitorChannelRefused(status);
        // Nobody else may say so: a visitor without an open conversation has no other channel.
        if (scope.Session.IsIdentified) scope.TellExpired(credential);
    }

    private ConversationFollower? Find(ConversationId id)
    {
        lock (_lock) return _followers.GetValueOrDefault(id);
    }

    private async Task<bool> RefreshUntilDoneAsync()
    {
        // Whoever wakes the app connects anew, and that asks again.
        for (var attempt = 0; !scope.SuspendState.IsPaused; attempt++)
        {
            var mark = scope.Pause.Mark();
            try
            {
                await RefreshAsync(scope.Ended).ConfigureAwait(false);
                return true;
            }
            catch (LivecallerException e) when (Backoff.IsTransient(e))
            {
                await scope.Pause.WaitAsync(Backoff.Delay(attempt, scope.Options.Random(), e), mark, scope.Ended)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (scope.Ended.IsCancellationRequested) return false;
            }
            catch (OperationCanceledException)
            {
                return false;
            }
            catch (Exception e)
            {
                LogNotListed(e);
                return false;
            }
        }

        return true;
    }

    private async Task AdoptAsync(string data)
    {
        try
        {
            var started = JsonSerializer.Deserialize(data, LivecallerJson.Default.ConversationPayload)!;
            // Our own first message may be on its way: its answer says that this conversation is ours.
            using var _ = await scope.Conversations.HoldStartsAsync(scope.Ended).ConfigureAwait(false);
            scope.Fence.TryRun(() => AdoptStarted(started));
        }
        catch (JsonException e)
        {
            LogUnreadable(e);
        }
        catch (OperationCanceledException)
        {
            // The visitor is gone.
        }
    }

    private void AdoptStarted(ConversationPayload started)
    {
        var cursor = scope.Session.CursorOf(started.Id);
        if (_foundAt.Remove(started.Id, out var found) && cursor == found)
        {
            // It began while the first look was on its way, which took it for an old one: nothing of it was handed on yet.
            lock (_lock) Unfollow(started.Id);
            cursor = null;
        }

        Adopt(started, cursor ?? 0);
    }

    /// <summary>Takes a conversation in, and follows it.</summary>
    public void Adopt(ConversationPayload payload, long cursor, Conversation? own = null)
    {
        var conversation = scope.Conversations.Adopt(payload, cursor, own);
        scope.Session.AdvanceKnownUntil(payload.CreatedAt);
        Follow(conversation, payload.Id, cursor);
        scope.CountUnread();
    }

    private void Take(IReadOnlyList<ConversationPayload> all)
    {
        var knownUntil = scope.Session.KnownUntil;
        foreach (var payload in all.OrderBy(c => c.CreatedAt))
        {
            // What began since the last look was begun while nobody listened; what is older was there before us.
            var isNew = knownUntil is { } until && payload.CreatedAt > until;
            var cursor = scope.Session.CursorOf(payload.Id);
            if (knownUntil is null && cursor is null) _foundAt[payload.Id] = payload.LastSequence;
            if (payload.IsOpen || (isNew && cursor is null)) Adopt(payload, cursor ?? (isNew ? 0 : payload.LastSequence));
            else if (scope.Conversations.Find(payload.Id) is { } known) known.ShowInfo(payload, isListed: true);
            if (payload.IsOpen) scope.Session.SetClosed(payload.Id, false);
        }

        scope.Session.AdvanceKnownUntil(all.Count == 0 ? DateTimeOffset.MinValue : all.Max(c => c.CreatedAt));
        scope.CountUnread();
    }

    private void Unfollow(ConversationId id)
    {
        if (!_followers.Remove(id, out var follower)) return;
        follower.Stop();
        scope.Channels.Remove(ChannelNames.Conversation(id));
    }

    [LoggerMessage(LogLevel.Warning, "Conversation {Conversation} was lost with status {Status}.")]
    private partial void LogLost(ConversationId conversation, int status);

    [LoggerMessage(LogLevel.Warning, "The visitor's channel was refused with status {Status}.")]
    private partial void LogVisitorChannelRefused(int status);

    [LoggerMessage(LogLevel.Warning, "The conversations could not be listed.")]
    private partial void LogNotListed(Exception exception);

    [LoggerMessage(LogLevel.Warning, "The beginning of a conversation could not be read.")]
    private partial void LogUnreadable(Exception exception);
}
