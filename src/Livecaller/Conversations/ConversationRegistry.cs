using Livecaller.Events;
using Livecaller.Outbox;

namespace Livecaller.Conversations;

/// <summary>The conversations of one visitor, one object for each, and at most one draft, which is not started yet.</summary>
internal sealed class ConversationRegistry(ConversationFactory factory, VisitorEvents events) : IConversationOwner
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ConversationId, Conversation> _begun = [];
    // Closed conversations without subscriptions: a caller that still holds one gets the same object again; otherwise its memory is freed.
    private readonly Dictionary<ConversationId, WeakReference<Conversation>> _released = [];
    private Conversation? _draft;
    private readonly Lock _unreadLock = new();
    private int _unread;
    private bool _closed;

    /// <summary>The number of unread messages as it was published last.</summary>
    public int UnreadCount => Volatile.Read(ref _unread);

    /// <summary>The newest conversation that can take messages.</summary>
    public Conversation? NewestOpen() => All()
        .Where(c => c.Snapshot.Info is null or { IsOpen: true })
        .OrderByDescending(c => c.Snapshot.Info?.CreatedAt ?? DateTimeOffset.MinValue)
        .FirstOrDefault();

    public Conversation? Find(ConversationId id)
    {
        lock (_lock) return Known(id);
    }

    public Conversation Get(ConversationId id)
    {
        lock (_lock) return Keep(id, Known(id) ?? Make(id));
    }

    /// <inheritdoc />
    public void Release(ConversationId id)
    {
        lock (_lock)
        {
            if (!_begun.TryGetValue(id, out var conversation) || !conversation.CanBeReleased) return;
            _begun.Remove(id);
            foreach (var (gone, _) in _released.Where(r => !r.Value.TryGetTarget(out _)).ToArray()) _released.Remove(gone);
            _released[id] = new(conversation);
        }
    }

    /// <inheritdoc />
    public void Keep(Conversation conversation)
    {
        lock (_lock)
        {
            if (conversation.Id is { } id && Known(id) == conversation) Keep(id, conversation);
        }
    }

    /// <summary>Returns the draft when its first message is being sent; otherwise null.</summary>
    public Conversation? BusyDraft()
    {
        lock (_lock) return _draft is { HasOutgoing: true } ? _draft : null;
    }

    public Conversation Draft()
    {
        lock (_lock) return _draft ??= Make(null);
    }

    /// <summary>Takes in a conversation that was started. An open one takes the place of the draft.</summary>
    /// <param name="payload">The conversation.</param>
    /// <param name="cursor">The position in its log from which it is followed.</param>
    /// <param name="isDraft">Whether the first message of the draft started it; otherwise it was started elsewhere.</param>
    public Conversation Adopt(ConversationPayload payload, long cursor, bool isDraft = false)
    {
        Conversation conversation;
        var wasDraft = false;
        lock (_lock)
        {
            if (Known(payload.Id) is { } begun)
            {
                conversation = begun;
            }
            else
            {
                conversation = (isDraft || payload.IsOpen) && _draft is not null ? _draft : Make(payload.Id);
                wasDraft = conversation == _draft;
                if (wasDraft) _draft = null;
            }

            Keep(payload.Id, conversation);
        }

        // A reopened conversation was not followed while it was closed.
        var isBehind = conversation.Snapshot.Info is { } known && known.LastSequence < cursor;
        conversation.Begin(payload);
        // Messages from before this process knew it have to be loaded. All others come with its log.
        if ((wasDraft && cursor > 0) || isBehind) conversation.Reload();
        return conversation;
    }

    /// <summary>Takes in a closed conversation. It is not followed, and the draft stays.</summary>
    public Conversation TakeClosed(ConversationPayload payload)
    {
        lock (_lock)
        {
            var conversation = Known(payload.Id) ?? Make(payload.Id);
            // Before it can be found: a conversation without information counts as open.
            conversation.Begin(payload);
            if (!_begun.ContainsKey(payload.Id)) _released[payload.Id] = new(conversation);
            return conversation;
        }
    }

    /// <summary>Shows the messages from before a restart that the server has not stored.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="newestOpen">The newest open conversation of the session; null when there is none.</param>
    public void Restore(IReadOnlyList<StoredMessage> messages, ConversationId? newestOpen)
    {
        // An open conversation and a draft never exist side by side: what was kept without a conversation belongs to the open one.
        var begun = newestOpen;
        foreach (var message in messages)
        {
            if (message is { ConversationId: not null, Refusal: null }) begun = message.ConversationId;
            // A message after the first one, which had started the conversation, belongs to the same conversation.
            var open = begun == message.MovedFrom ? null : begun;
            ((message.ConversationId ?? open) is { } id ? Get(id) : Draft()).Restore(message);
        }
    }

    /// <summary>The logs begin another epoch.</summary>
    public void Restart()
    {
        foreach (var conversation in (Conversation[])[.. All(), .. Released()]) conversation.Restart();
    }

    /// <summary>The server has lost a conversation: it is not opened again.</summary>
    public void Forget(ConversationId id)
    {
        lock (_lock)
        {
            _begun.Remove(id);
            _released.Remove(id);
        }
    }

    /// <summary>
    /// Sends messages again that the server had acknowledged in another epoch. If it has lost their conversation too, they go to the open one, or
    /// start another.
    /// </summary>
    /// <param name="messages">The messages, in order.</param>
    /// <param name="listed">The conversations that the server has.</param>
    public void Repeat(IReadOnlyList<StoredMessage> messages, IReadOnlyList<ConversationPayload> listed)
    {
        foreach (var group in messages.GroupBy(m => m.ConversationId))
        {
            if (listed.FirstOrDefault(c => c.Id == group.Key) is { } there)
            {
                (there.IsOpen ? Get(there.Id) : TakeClosed(there)).Repeat(group);
                continue;
            }

            var other = listed.Where(c => c.IsOpen).MaxBy(c => c.CreatedAt) is { } open ? Get(open.Id) : Draft();
            foreach (var message in group) other.Restore(message with { ConversationId = other.Id, Sent = null, ReplyTo = null, Quote = null });
            other.BeginSending();
        }
    }

    /// <summary>Starts sending what waits in all conversations.</summary>
    public void BeginSending()
    {
        foreach (var conversation in WithDraft()) conversation.BeginSending();
    }

    /// <inheritdoc />
    public void CountUnread()
    {
        lock (_unreadLock)
        {
            var count = Unread();
            if (count == _unread) return;
            _unread = count;
            events.Publish(new UnreadCountChanged(count));
        }
    }

    public void Close()
    {
        lock (_lock) _closed = true;
        foreach (var conversation in (Conversation[])[.. WithDraft(), .. Released()]) conversation.End();
    }

    private Conversation? Known(ConversationId id) =>
        _begun.TryGetValue(id, out var begun) ? begun : _released.TryGetValue(id, out var released) && released.TryGetTarget(out var target) ? target : null;

    private Conversation Keep(ConversationId id, Conversation conversation)
    {
        _released.Remove(id);
        return _begun[id] = conversation;
    }

    private Conversation[] All()
    {
        lock (_lock) return [.. _begun.Values];
    }

    private Conversation[] Released()
    {
        lock (_lock) return [.. _released.Values.Select(r => r.TryGetTarget(out var target) ? target : null).OfType<Conversation>()];
    }

    private Conversation[] WithDraft()
    {
        lock (_lock) return _draft is null ? [.. _begun.Values] : [.. _begun.Values, _draft];
    }

    private Conversation Make(ConversationId? id)
    {
        var made = factory.Create(id, this);
        if (_closed) made.End();
        return made;
    }

    // Runs after every event: it allocates nothing.
    private int Unread()
    {
        var count = 0;
        lock (_lock)
        {
            foreach (var conversation in _begun.Values)
            {
                if (conversation.Snapshot is { Info.IsOpen: true } snapshot) count += snapshot.UnreadCount;
            }
        }

        return count;
    }
}
