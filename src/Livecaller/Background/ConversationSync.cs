using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json;
using Livecaller.Connection;
using Livecaller.Conversations;
using Livecaller.Http;
using Livecaller.Outbox;
using Livecaller.Session;

namespace Livecaller.Background;

/// <summary>Learns from the server which conversations the visitor has, and follows those that are open or new.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle is never used holds nothing.")]
internal sealed partial class ConversationSync
{
    private readonly SessionState _session;
    private readonly VisitorApi _api;
    private readonly ConversationRegistry _conversations;
    private readonly ConversationFollowers _followers;
    private readonly ConversationStartGate _starts;
    private readonly SentMessages _sent;
    private readonly RetryLoop _retry;
    private readonly SuspendState _suspend;
    private readonly Fence _fence;
    private readonly ILogger _logger;
    private readonly CancellationToken _ended;
    // The positions of the conversations that the very first listing found. Accessed inside the fence only.
    private readonly Dictionary<ConversationId, long> _foundAt = [];
    private readonly SemaphoreSlim _refreshing = new(1, 1);
    // Set when the logs have begun another epoch, until the conversations are listed. Accessed inside the fence only.
    private bool _isRestarted;

    public ConversationSync(
        SessionState session, VisitorApi api, ConversationRegistry conversations, ConversationFollowers followers, ConversationStartGate starts,
        SentMessages sent, LogEpoch epoch, RetryLoop retry, SuspendState suspend, Fence fence, ILogger logger, CancellationToken ended)
    {
        (_session, _api, _conversations, _followers, _starts) = (session, api, conversations, followers, starts);
        (_sent, _retry, _suspend, _fence, _logger, _ended) = (sent, retry, suspend, fence, logger, ended);
        starts.Started += started => Adopt(started, session.CursorOf(started.Id) ?? 0, isDraft: true);
        followers.RefusedTooLate += () => _ = Task.Run(TryRefreshAsync);
        epoch.Changing += Restart;
        epoch.Changed += () => _ = Task.Run(async () =>
        {
            await TryRefreshAsync().ConfigureAwait(false);
            epoch.Settle();
        });
    }

    /// <summary>Lists the conversations, and follows them.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _refreshing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var all = await _api.ListConversationsAsync(cancellationToken).ConfigureAwait(false);
            using var hold = await _starts.HoldAsync(cancellationToken).ConfigureAwait(false);
            _fence.TryRun(() => Take(all));
        }
        finally
        {
            _refreshing.Release();
        }
    }

    /// <summary>
    /// Lists the conversations, and retries while the server cannot be reached. Stops when the app is suspended: resuming connects again, and that
    /// refreshes again.
    /// </summary>
    /// <returns>False when the server refused, or the visitor's session ended.</returns>
    public async Task<bool> TryRefreshAsync()
    {
        try
        {
            return await _retry.RunAsync(TryOnceAsync, _retry.WhileTransient, _ended).ConfigureAwait(false);
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

        async Task<bool> TryOnceAsync()
        {
            if (!_suspend.IsPaused) await RefreshAsync(_ended).ConfigureAwait(false);
            return true;
        }
    }

    /// <summary>Takes in a conversation that a broadcast reported as new.</summary>
    public async Task AdoptAsync(string data)
    {
        try
        {
            var started = JsonSerializer.Deserialize(data, LivecallerJson.Default.ConversationPayload)!;
            // The visitor's own first message may be on its way: its answer tells that it started this conversation.
            using var hold = await _starts.HoldAsync(_ended).ConfigureAwait(false);
            _fence.TryRun(() => AdoptStarted(started));
        }
        catch (JsonException e)
        {
            LogUnreadable(e);
        }
        catch (OperationCanceledException)
        {
            // The visitor session ended.
        }
    }

    /// <summary>Takes in a conversation, and follows it.</summary>
    /// <param name="payload">The conversation.</param>
    /// <param name="cursor">The position in its log from which it is followed.</param>
    /// <param name="isDraft">Whether the first message of the draft started it.</param>
    public void Adopt(ConversationPayload payload, long cursor, bool isDraft = false)
    {
        var conversation = _conversations.Adopt(payload, cursor, isDraft);
        _session.AdvanceKnownUntil(payload.CreatedAt);
        _followers.Follow(conversation, payload.Id, cursor);
        _conversations.CountUnread();
    }

    private void AdoptStarted(ConversationPayload started)
    {
        var cursor = _session.CursorOf(started.Id);
        if (_foundAt.Remove(started.Id, out var found) && cursor == found)
        {
            // It started while the first listing was on its way, which took it for an old one: none of its events was dispatched yet.
            _followers.Unfollow(started.Id);
            cursor = null;
        }

        Adopt(started, cursor ?? 0);
    }

    /// <summary>The logs begin another epoch: nothing is followed until the conversations are listed again.</summary>
    private void Restart()
    {
        LogOtherEpoch();
        _isRestarted = true;
        _foundAt.Clear();
        _followers.UnfollowAll();
        _conversations.Restart();
    }

    /// <summary>Follows again what was followed before the logs have begun another epoch.</summary>
    private void TakeAfterRestart(IReadOnlyList<ConversationPayload> all)
    {
        _isRestarted = false;
        var listed = all.ToDictionary(c => c.Id);
        foreach (var known in _session.Conversations.Where(c => !c.Closed))
        {
            // An open one is taken like in any listing; one that was closed meanwhile still has events to tell.
            if (!listed.TryGetValue(known.Id, out var payload))
            {
                _followers.OnAccessLost(known.Id, (int)HttpStatusCode.NotFound, null);
                _conversations.Forget(known.Id);
            }
            else if (!payload.IsOpen) Adopt(payload, known.Cursor);
        }
    }

    private void Take(IReadOnlyList<ConversationPayload> all)
    {
        if (_isRestarted) TakeAfterRestart(all);
        var knownUntil = _session.KnownUntil;
        foreach (var payload in all.OrderBy(c => c.CreatedAt))
        {
            // What was created since the last listing started while nothing listened; older conversations were there before.
            var isNew = knownUntil is { } until && payload.CreatedAt > until;
            var cursor = _session.CursorOf(payload.Id);
            if (knownUntil is null && cursor is null) _foundAt[payload.Id] = payload.LastSequence;
            if (payload.IsOpen || (isNew && cursor is null)) Adopt(payload, cursor ?? (isNew ? 0 : payload.LastSequence));
            else if (_conversations.Find(payload.Id) is { } known) known.ShowInfo(payload, isListed: true);
            if (payload.IsOpen) _session.SetClosed(payload.Id, false);
        }

        if (_session.Epoch is { } epoch && _sent.TakeOfOther(epoch) is { Count: > 0 } lost) _conversations.Repeat(lost, all);
        _session.AdvanceKnownUntil(all.Count == 0 ? DateTimeOffset.MinValue : all.Max(c => c.CreatedAt));
        _conversations.CountUnread();
    }

    [LoggerMessage(LogLevel.Warning, "The conversations could not be listed.")]
    private partial void LogNotListed(Exception exception);

    [LoggerMessage(LogLevel.Warning, "The server's logs have begun another epoch. All conversations are read again.")]
    private partial void LogOtherEpoch();

    [LoggerMessage(LogLevel.Warning, "The broadcast of a new conversation could not be read.")]
    private partial void LogUnreadable(Exception exception);
}
