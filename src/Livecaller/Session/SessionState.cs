using Livecaller.Events;

namespace Livecaller.Session;

/// <summary>The session of one visitor while the process runs. Every change requests a save.</summary>
internal sealed class SessionState(StoredSession stored, Action<SessionState> changed)
{
    private const int ClosedKept = 20;

    private readonly Lock _lock = new();
    private readonly Dictionary<ConversationId, StoredConversation> _conversations =
        stored.Conversations.GroupBy(c => c.Id).ToDictionary(g => g.Key, g => g.Last());

    // Conversations that were dropped: a new token of the same visitor resumes them, also after a restart.
    private readonly Dictionary<ConversationId, StoredConversation> _dropped =
        stored.Lost.GroupBy(c => c.Id).ToDictionary(g => g.Key, g => g.Last());
    private StoredSession _stored = stored;

    public string Token => Read(s => s.AccessToken);
    public VisitorPayload Visitor => Read(s => s.Visitor);
    public DateTimeOffset? FreshUntil => Read(s => s.FreshUntil);
    public bool IsIdentified => Visitor.UserId is not null;
    public bool Background => Read(s => s.Background);
    public bool IsMuted => Read(s => s.Muted);
    public DateTimeOffset? KnownUntil => Read(s => s.KnownUntil);

    public string? Epoch => Read(static s => s.Epoch);

    public IReadOnlyList<StoredConversation> Conversations
    {
        get
        {
            lock (_lock) return [.. _conversations.Values];
        }
    }

    /// <summary>The open conversation that was started last; null when there is none.</summary>
    public ConversationId? NewestOpen =>
        Conversations.Where(c => !c.Closed).Select(c => (ConversationId?)c.Id).MaxBy(id => id!.Value.Value, StringComparer.Ordinal);

    /// <summary>Returns the session as it is stored.</summary>
    /// <param name="unhandled">The lowest sequence, by conversation, of the events that listeners haven't handled. The cursor stays before it.</param>
    public StoredSession ToStored(IReadOnlyDictionary<ConversationId, long> unhandled)
    {
        lock (_lock)
        {
            if (!_stored.Background) return _stored with { KnownUntil = null, Conversations = [], Lost = [] };
            return _stored with
            {
                Conversations = [.. _conversations.Values.Where(c => !c.Closed).Concat(Closed().Take(ClosedKept)).Select(Handled)],
                Lost = [.. _dropped.Values.Select(Handled)],
            };
        }

        StoredConversation Handled(StoredConversation known) => unhandled.TryGetValue(known.Id, out var first) ? known.Before(first) : known;
    }

    public long? CursorOf(ConversationId id)
    {
        lock (_lock) return _conversations.TryGetValue(id, out var known) ? known.Cursor : _dropped.TryGetValue(id, out var lost) ? lost.Cursor : null;
    }

    public void Renew(string token, DateTimeOffset? freshUntil, VisitorPayload visitor) =>
        Change(() => _stored = _stored with { AccessToken = token, FreshUntil = freshUntil, Visitor = visitor });

    public void SetVisitor(VisitorPayload visitor) => Change(() => _stored = _stored with { Visitor = visitor });

    public void SetBackground(bool on) => Change(() => _stored = _stored with { Background = on });

    public void SetMuted(bool on) => Change(() => _stored = _stored with { Muted = on });

    public void AdvanceKnownUntil(DateTimeOffset until) =>
        Change(() => _stored = _stored with { KnownUntil = _stored.KnownUntil > until ? _stored.KnownUntil : until });

    public void SetCursor(ConversationId id, long cursor)
    {
        lock (_lock)
        {
            _conversations[id] = _conversations.TryGetValue(id, out var known) ? known with { Cursor = cursor } : new() { Id = id, Cursor = cursor };
            _dropped.Remove(id);
        }

        changed(this);
    }

    /// <summary>The logs have this epoch. If they had another one, all cursors start over.</summary>
    /// <returns>Whether they had another one.</returns>
    public bool BeginEpoch(string epoch)
    {
        var isOther = false;
        Change(() =>
        {
            isOther = _stored.Epoch is { } before && before != epoch;
            _stored = _stored with { Epoch = epoch };
            if (!isOther) return;
            foreach (var conversations in (ReadOnlySpan<Dictionary<ConversationId, StoredConversation>>)[_conversations, _dropped])
            {
                foreach (var known in conversations.Values.ToArray()) conversations[known.Id] = known.Restarted();
            }
        });
        return isOther;
    }

    /// <summary>Remembers that listeners receive an event of the log.</summary>
    /// <returns>False when they have received it before, in another epoch of the log.</returns>
    public bool TryPublish(ConversationId id, long sequence, EventIdentity identity)
    {
        lock (_lock)
        {
            if (!_conversations.TryGetValue(id, out var known)) return true;
            if (known.Replay is { } replay && (known.Published.Contains(identity.Key) || replay.WasPublished(sequence, identity.At))) return false;
            _conversations[id] = known with { Published = known.Published.With(sequence, identity.Key, identity.At) };
            return true;
        }
    }

    public void SetClosed(ConversationId id, bool closed) => Change(() =>
    {
        if (_conversations.TryGetValue(id, out var known)) _conversations[id] = known with { Closed = closed };
        foreach (var old in Closed().Skip(ClosedKept).ToArray()) _conversations.Remove(old.Id);
    });

    /// <summary>Removes a conversation from the persisted session. Returns false when it was not there.</summary>
    public bool Drop(ConversationId id)
    {
        var dropped = false;
        Change(() =>
        {
            dropped = _conversations.Remove(id, out var known);
            if (dropped) _dropped[id] = known!;
        });
        return dropped;
    }

    /// <summary>Clears what belongs to the background listener.</summary>
    public void ClearBackground() => Change(() =>
    {
        _stored = _stored with { Background = false, KnownUntil = null };
        _conversations.Clear();
        _dropped.Clear();
    });

    /// <summary>The closed conversations, newest first. Needs the lock.</summary>
    private IEnumerable<StoredConversation> Closed() =>
        _conversations.Values.Where(c => c.Closed).OrderByDescending(c => c.Id.Value, StringComparer.Ordinal);

    private T Read<T>(Func<StoredSession, T> read)
    {
        lock (_lock) return read(_stored);
    }

    private void Change(Action change)
    {
        lock (_lock) change();
        changed(this);
    }
}
