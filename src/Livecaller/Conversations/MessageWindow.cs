namespace Livecaller.Conversations;

/// <summary>
/// The loaded messages: a range of the conversation without gaps, oldest first, followed by the messages that are being sent. Its size is limited.
/// </summary>
internal static class MessageWindow
{
    /// <summary>Adds a message that was just stored after the newest one, if that one is loaded.</summary>
    public static ConversationSnapshot WithLive(this ConversationSnapshot snapshot, MessagePayload payload, int max)
    {
        var messages = snapshot.Loaded;
        // The usual case first: it follows all others, and is not one of those being sent.
        if (!snapshot.HasLater && messages is [.., { Payload.Sequence: > 0 } last] && last.Payload.Sequence < payload.Sequence)
        {
            return (snapshot with { Loaded = messages.Add(snapshot.Settled(payload, null)) }).WithoutOldest(max);
        }

        if (snapshot.HasLater && IndexOf(messages, payload.Id) < 0) return snapshot;
        // After a long absence, old messages arrive after the newest page: they come with the pages before it.
        if (snapshot.HasEarlier && payload.Sequence < snapshot.Oldest()) return IndexOf(messages, payload.Id) < 0 ? snapshot : snapshot.Without(m => m.Id == payload.Id);
        return snapshot.Merge([payload]).WithoutOldest(max);
    }

    /// <summary>Merges messages of the same range.</summary>
    public static ConversationSnapshot Merge(this ConversationSnapshot snapshot, IEnumerable<MessagePayload> payloads)
    {
        var page = payloads.OrderBy(m => m.Sequence).ToArray();
        if (page.Length == 0) return snapshot;
        var ids = page.Select(m => m.Id).ToHashSet();
        var messages = new List<ConversationMessage>(snapshot.Loaded.Count + page.Length);
        var next = 0;
        foreach (var message in snapshot.Loaded)
        {
            // Messages that are being sent follow all stored messages, in the order in which they were sent.
            var place = message.Payload.Sequence == 0 ? long.MaxValue : message.Payload.Sequence;
            while (next < page.Length && page[next].Sequence < place) Take(page[next++]);
            if (next < page.Length && page[next].Id == message.Id)
            {
                messages.Add(IsOlder(page[next], message.Payload) ? message : snapshot.Settled(page[next], message));
                next++;
            }
            else if (!ids.Contains(message.Id))
            {
                messages.Add(message);
            }
        }

        while (next < page.Length) Take(page[next++]);
        return snapshot with { Loaded = LoadedMessages.Of(messages) };

        // Skips a message that is twice in one page.
        void Take(MessagePayload payload)
        {
            if (messages is [.., var last] && last.Id == payload.Id) return;
            messages.Add(snapshot.Settled(payload, null));
        }
    }

    /// <summary>Replaces the range, and keeps the messages that are being sent.</summary>
    public static ConversationSnapshot Show(this ConversationSnapshot snapshot, IEnumerable<MessagePayload> payloads) =>
        (snapshot with { Loaded = LoadedMessages.Of(snapshot.Loaded.Where(m => m.Payload.Sequence == 0)) }).Merge(payloads);

    public static ConversationSnapshot WithoutOldest(this ConversationSnapshot snapshot, int max)
    {
        var tooMany = snapshot.Loaded.Count - max;
        return tooMany <= 0 ? snapshot : snapshot with { Loaded = snapshot.Loaded.RemoveRange(0, tooMany), HasEarlier = true };
    }

    public static ConversationSnapshot WithoutNewest(this ConversationSnapshot snapshot, int max)
    {
        var tooMany = snapshot.Loaded.Count - max;
        if (tooMany <= 0) return snapshot;
        var stored = snapshot.Loaded.Count(m => m.Payload.Sequence > 0);
        var dropped = Math.Min(tooMany, stored);
        return snapshot with { Loaded = snapshot.Loaded.RemoveRange(stored - dropped, dropped), HasLater = dropped > 0 || snapshot.HasLater };
    }

    /// <summary>Removes some of the messages.</summary>
    public static ConversationSnapshot Without(this ConversationSnapshot snapshot, Predicate<ConversationMessage> match) =>
        snapshot with { Loaded = LoadedMessages.Of(snapshot.Loaded.Where(m => !match(m))) };

    /// <summary>The sequence of the oldest loaded message; 0 when there is none.</summary>
    public static long Oldest(this ConversationSnapshot snapshot) => snapshot.Loaded is [{ Payload.Sequence: var oldest }, ..] ? oldest : 0;

    /// <summary>The sequence of the newest loaded message; 0 when there is none.</summary>
    public static long Newest(this ConversationSnapshot snapshot)
    {
        for (var i = snapshot.Loaded.Count - 1; i >= 0; i--)
        {
            if (snapshot.Loaded[i].Payload.Sequence is > 0 and var newest) return newest;
        }

        return 0;
    }

    /// <summary>Changes one message, if it is loaded.</summary>
    public static ConversationSnapshot With(this ConversationSnapshot snapshot, MessageId id, Func<ConversationMessage, ConversationMessage> change) =>
        IndexOf(snapshot.Loaded, id) is >= 0 and var place
            ? snapshot with { Loaded = snapshot.Loaded.SetItem(place, change(snapshot.Loaded[place])) }
            : snapshot;

    /// <summary>A message was edited or deleted. Ignored when it is not loaded.</summary>
    public static ConversationSnapshot WithChanged(this ConversationSnapshot snapshot, MessagePayload payload) =>
        snapshot.With(payload.Id, m => IsOlder(payload, m.Payload) ? m : snapshot.Settled(payload, m));

    public static ConversationMessage? Find(this ConversationSnapshot snapshot, MessageId id) =>
        IndexOf(snapshot.Loaded, id) is >= 0 and var place ? snapshot.Loaded[place] : null;

    /// <summary>The marks of the other side have moved: the statuses of the visitor's own messages follow.</summary>
    public static ConversationSnapshot WithOwnSettled(this ConversationSnapshot snapshot) => snapshot with
    {
        Loaded = LoadedMessages.Of(snapshot.Loaded.Select(m =>
            m.IsOwn && m.Status is MessageStatus.Sent or MessageStatus.Delivered ? snapshot.Settled(m.Payload, m) : m)),
    };

    // The newest messages are needed most often.
    private static int IndexOf(LoadedMessages messages, MessageId id)
    {
        for (var i = messages.Count - 1; i >= 0; i--)
        {
            if (messages[i].Id == id) return i;
        }

        return -1;
    }

    private static ConversationMessage Settled(this ConversationSnapshot snapshot, MessagePayload payload, ConversationMessage? before)
    {
        if (payload.Sequence == 0) return before!;
        var status = payload.Sender.Type != ParticipantType.Visitor ? MessageStatus.Sent
            : payload.Sequence <= snapshot.OperatorReadSequence ? MessageStatus.Read
            : payload.Sequence <= snapshot.OperatorDeliveredSequence ? MessageStatus.Delivered
            : MessageStatus.Sent;
        return new() { Payload = payload, Status = status };
    }

    // A page that was loaded before an edit must not undo it.
    private static bool IsOlder(MessagePayload one, MessagePayload other) => other.Sequence != 0 && Changed(one) < Changed(other);

    private static DateTimeOffset Changed(MessagePayload m) => m.DeletedAt ?? m.EditedAt ?? m.CreatedAt;
}
