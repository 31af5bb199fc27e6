using Livecaller.Connection;
using Livecaller.Conversations;
using Livecaller.Events;
using Livecaller.Session;

namespace Livecaller.Background;

/// <summary>The followers of one visitor's conversations, and the channels that they are subscribed to.</summary>
internal sealed partial class ConversationFollowers(
    SessionState session, ConversationRegistry conversations, ChannelSubscriptions channels, EventLogReader log, EventDispatcher dispatcher,
    VisitorEvents events, Fence fence, ILogger logger, CancellationToken ended) : IFollowerOwner
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ConversationId, ConversationFollower> _followers = [];
    private readonly ILogger _logger = logger;

    /// <summary>
    /// Raised when a conversation isn't followed any more because a token was refused, but there is a newer token. The conversations have to be listed
    /// again.
    /// </summary>
    public event Action? RefusedTooLate;

    /// <summary>Follows a conversation from a position in its log. Does nothing when it is followed already.</summary>
    public void Follow(Conversation conversation, ConversationId id, long cursor)
    {
        ConversationFollower follower;
        lock (_lock)
        {
            if (_followers.ContainsKey(id)) return;
            _followers[id] = follower = new(conversation, id, cursor, log, dispatcher, this, fence, _logger, ended);
        }

        session.SetCursor(id, cursor);
        channels.Add(ChannelNames.Conversation(id), follower);
        // A new conversation's log is read at once: its first events were broadcast before anything listened.
        if (cursor == 0) follower.CatchUp();
    }

    public ConversationFollower? Find(ConversationId id)
    {
        lock (_lock) return _followers.GetValueOrDefault(id);
    }

    public void Unfollow(ConversationId id)
    {
        lock (_lock) Stop(id);
    }

    /// <summary>The logs begin another epoch: each conversation has to be followed again, from the beginning of its log.</summary>
    public void UnfollowAll()
    {
        lock (_lock)
        {
            foreach (var id in _followers.Keys.ToArray()) Stop(id);
        }
    }

    /// <summary>Stops following the conversations that nothing subscribes to. Returns whether none is left.</summary>
    public bool UnfollowUnwatched()
    {
        lock (_lock)
        {
            foreach (var id in _followers.Where(f => !f.Value.IsWatched).Select(f => f.Key).ToArray()) Stop(id);
            return _followers.Count == 0;
        }
    }

    /// <summary>The session lost its access to every conversation.</summary>
    public void OnAccessLost(int status, string token)
    {
        ConversationId[] followed;
        lock (_lock) followed = [.. _followers.Keys];
        foreach (var id in followed) OnAccessLost(id, status, token);
    }

    /// <inheritdoc />
    public void OnAccessLost(ConversationId id, int status, string? token)
    {
        Unfollow(id);
        if (!IsOutdated(token)) Drop(id, status);
        // A login may have followed the conversations before this one was dropped, so that it's checked again.
        if (IsOutdated(token)) RefusedTooLate?.Invoke();
    }

    /// <inheritdoc />
    public void OnOver(ConversationFollower follower, ConversationId id)
    {
        lock (_lock)
        {
            // If it was reopened meanwhile, it has another follower.
            if (_followers.GetValueOrDefault(id) != follower) return;
            _followers.Remove(id);
        }

        channels.Remove(ChannelNames.Conversation(id));
        conversations.Release(id);
    }

    private bool IsOutdated(string? token) => token is not null && token != session.Token;

    private void Drop(ConversationId id, int status)
    {
        LogAccessLost(id, status);
        // An anonymous visitor's session ends as a whole with 401, which is published elsewhere.
        if (status == 401 && !session.IsIdentified) return;
        fence.TryRun(() =>
        {
            if (session.Drop(id)) events.Publish(ClientEvents.AuthFailed(id));
        });
    }

    // Needs the lock.
    private void Stop(ConversationId id)
    {
        if (!_followers.Remove(id, out var follower)) return;
        follower.Stop();
        channels.Remove(ChannelNames.Conversation(id));
    }

    [LoggerMessage(LogLevel.Warning, "The session lost access to conversation {Conversation} with status {Status}.")]
    private partial void LogAccessLost(ConversationId conversation, int status);
}
