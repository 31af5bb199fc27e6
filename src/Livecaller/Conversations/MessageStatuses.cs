using Livecaller.Events;

namespace Livecaller.Conversations;

/// <summary>
/// The statuses of the visitor's own messages until they are read. A status never goes back, and each change is published once.
/// </summary>
internal sealed class MessageStatuses(ConversationState state, VisitorEvents events)
{
    // The statuses of old messages do not matter any more.
    private const int Kept = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<MessageId, (MessageStatus Status, long Sequence)> _known = [];
    private long _delivered;
    private long _read;

    /// <summary>Sets the status of a message that is sent here.</summary>
    /// <param name="id">The message.</param>
    /// <param name="status">The status.</param>
    /// <param name="reason">Why it was refused.</param>
    /// <param name="sequence">Its sequence; 0 when it has none yet.</param>
    public void Set(MessageId id, MessageStatus status, string? reason = null, long sequence = 0)
    {
        lock (_lock)
        {
            var isKnown = _known.TryGetValue(id, out var before);
            if (isKnown && before.Status is MessageStatus.Sent or MessageStatus.Delivered) return;
            if (isKnown && before.Status == status) return;
            _known[id] = (status, Math.Max(sequence, before.Sequence));
            Publish(id, status, reason);
            if (sequence > 0) Advance();
        }
    }

    /// <summary>The server has stored a message. For a message that was not sent here, this is not published.</summary>
    public void Stored(MessageId id, long sequence)
    {
        lock (_lock)
        {
            if (sequence <= _read && !_known.ContainsKey(id)) return;
            var isOurs = _known.TryGetValue(id, out var before);
            var wasSent = isOurs && before.Status is MessageStatus.Sent or MessageStatus.Delivered;
            _known[id] = (wasSent ? before.Status : MessageStatus.Sent, sequence);
            if (isOurs && !wasSent) Publish(id, MessageStatus.Sent, null);
            Advance();
            if (_known.Count > Kept) Trim();
        }
    }

    /// <summary>The marks of the other side have moved.</summary>
    public void Mark(long delivered, long read)
    {
        lock (_lock)
        {
            if (delivered <= _delivered && read <= _read) return;
            _delivered = Math.Max(_delivered, delivered);
            _read = Math.Max(_read, read);
            Advance();
        }
    }

    /// <summary>The server has these messages, in whatever state they were shown before.</summary>
    public void Stored(IReadOnlyList<MessagePayload> page)
    {
        foreach (var own in page.Where(m => m.Sender.Type == ParticipantType.Visitor)) Stored(own.Id, own.Sequence);
    }

    /// <summary>The log begins another epoch: the marks and the sequences are those of the server's next answers.</summary>
    public void Restart()
    {
        lock (_lock)
        {
            (_delivered, _read) = (0, 0);
            foreach (var (id, (status, _)) in _known.ToArray()) _known[id] = (status, 0);
        }
    }

    public void Forget(MessageId id)
    {
        lock (_lock) _known.Remove(id);
    }

    private void Advance()
    {
        foreach (var (id, (status, sequence)) in _known.Where(m => m.Value.Sequence > 0).OrderBy(m => m.Value.Sequence).ToArray())
        {
            if (sequence <= _read)
            {
                _known.Remove(id);
                Publish(id, MessageStatus.Read, null);
            }
            else if (sequence <= _delivered && status != MessageStatus.Delivered)
            {
                _known[id] = (MessageStatus.Delivered, sequence);
                Publish(id, MessageStatus.Delivered, null);
            }
        }
    }

    private void Trim()
    {
        foreach (var (id, _) in _known.Where(m => m.Value.Sequence > 0).OrderBy(m => m.Value.Sequence).Take(Kept / 2).ToArray()) _known.Remove(id);
    }

    // Published inside the lock: listeners receive the changes in order.
    private void Publish(MessageId id, MessageStatus status, string? reason) =>
        events.Publish(new MessageStatusChanged(state.Id, id, status, reason));
}
