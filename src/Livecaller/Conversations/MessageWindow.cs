using Livecaller.Protocol;

namespace Livecaller.Conversations;

/// <summary>
/// The loaded messages: a stretch of the conversation without holes, oldest first, and behind it what is on its way.
/// It holds so many messages and no more.
/// </summary>
internal static class MessageWindow
{
    /// <summary>A message that was just stored: it goes behind the newest, if that one is loaded.</summary>
    public static ConversationSnapshot WithLive(this ConversationSnapshot snapshot, MessagePayload payload, int most)
    {
        var messages = snapshot.Messages;
        // The usual case first: behind all others, with nothing on its way that it could be.
        if (!snapshot.HasLater && messages is [.., { Payload.Sequence: > 0 } last] && last.Payload.Sequence < payload.Sequence)
        {
            return (snapshot with { Messages = messages.Add(snapshot.Settled(payload, null)) }).WithoutOldest(most);
        }

        if (snapshot.HasLater && IndexOf(messages, payload.Id) < 0) return snapshot;
        // Whoever was away for long hears of old messages after the newest page: those come with the pages before it.
        if (snapshot.HasEarlier && payload.Sequence < snapshot.Oldest()) return IndexOf(messages, payload.Id) < 0 ? snapshot : snapshot.Without(m => m.Id == payload.Id);
        return snapshot.Merge([payload]).WithoutOldest(most);
    }

    /// <summary>The messages together with others of the same stretch: one walk along both.</summary>
    public static ConversationSnapshot Merge(this ConversationSnapshot snapshot, IEnumerable<MessagePayload> payloads)
    {
        var page = payloads.OrderBy(m => m.Sequence).ToArray();
        if (page.Length == 0) return snapshot;
        var ids = page.Select(m => m.Id).ToHashSet();
        var messages = new List<ConversationMessage>(snapshot.Messages.Count + page.Length);
        var next = 0;
        foreach (var message in snapshot.Messages)
        {
            // What is on its way stands behind all that is stored, in the order in which it was sent.
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
        return snapshot with { Messages = MessageList.Of(messages) };

        // The same message twice in one page.
        void Take(MessagePayload payload)
        {
            if (messages is [.., var last] && last.Id == payload.Id) return;
            messages.Add(snapshot.Settled(payload, null));
        }
    }

    /// <summary>Only what is on its way, and another stretch before it.</summary>
    public static ConversationSnapshot Show(this ConversationSnapshot snapshot, IEnumerable<MessagePayload> payloads) =>
        (snapshot with { Messages = MessageList.Of(snapshot.Messages.Where(m => m.Payload.Sequence == 0)) }).Merge(payloads);

    public static ConversationSnapshot WithoutOldest(this ConversationSnapshot snapshot, int most)
    {
        var tooMany = snapshot.Messages.Count - most;
        return tooMany <= 0 ? snapshot : snapshot with { Messages = snapshot.Messages.RemoveRange(0, tooMany), HasEarlier = true };
    }

    public static ConversationSnapshot WithoutNewest(this ConversationSnapshot snapshot, int most)
    {
        var tooMany = snapshot.Messages.Count - most;
        if (tooMany <= 0) return snapshot;
        var stored = snapshot.Messages.Count(m => m.Payload.Sequence > 0);
        var dropped = Math.Min(tooMany, stored);
        return snapshot with { Messages = snapshot.Messages.RemoveRange(stored - dropped, dropped), HasLater = dropped > 0 || snapshot.HasLater };
    }

    /// <summary>The same without some of the messages.</summary>
    public static ConversationSnapshot Without(this ConversationSnapshot snapshot, Predicate<ConversationMessage> goes) =>
        snapshot with { Messages = MessageList.Of(snapshot.Messages.Where(m => !goes(m))) };

    /// <summary>The sequence of the oldest loaded message; 0 when there is none.</summary>
    public static long Oldest(this ConversationSnapshot snapshot) => snapshot.Messages is [{ Payload.Sequence: var oldest }, ..] ? oldest : 0;

    /// <summary>The sequence of the newest loaded message; 0 when there is none.</summary>
    public static long Newest(this ConversationSnapshot snapshot)
    {
        for (var i = snapshot.Messages.Count - 1; i >= 0; i--)
        {
            if (snapshot.Messages[i].Payload.Sequence is > 0 and var newest) return newest;
        }

        return 0;
    }

    /// <summary>Changes one message, if it is loaded.</summary>
    public static ConversationSnapshot With(this ConversationSnapshot snapshot, MessageId id, Func<ConversationMessage, ConversationMessage> change) =>
        IndexOf(snapshot.Messages, id) is >= 0 and var place
            ? snapshot with { Messages = snapshot.Messages.SetItem(place, change(snapshot.Messages[place])) }
            : snapshot;

    /// <summary>A message was edited or deleted; one that is not loaded stays unloaded.</summary>
    public static ConversationSnapshot WithChanged(this ConversationSnapshot snapshot, MessagePayload payload) =>
        snapshot.With(payload.Id, m => IsOlder(payload, m.Payload) ? m : snapshot.Settled(payload, m));

    public static ConversationMessage? Find(this ConversationSnapshot snapshot, MessageId id) =>
        IndexOf(snapshot.Messages, id) is >= 0 and var place ? snapshot.Messages[place] : null;

    /// <summary>The other side's marks moved: the visitor's own messages up to them stand elsewhere now.</summary>
    public static ConversationSnapshot WithOwnSettled(this ConversationSnapshot snapshot) => snapshot with
    {
        Messages = MessageList.Of(snapshot.Messages.Select(m =>
            m.IsOwn && m.Status is MessageStatus.Sent or MessageStatus.Delivered ? snapshot.Settled(m.Payload, m) : m)),
    };

    // The newest ones are asked for most.
    private static int IndexOf(MessageList messages, MessageId id)
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

    // A page that was on its way while an edit came must not undo it.
    private static bool IsOlder(MessagePayload one, MessagePayload other) => other.Sequence != 0 && Changed(one) < Changed(other);

    private static DateTimeOffset Changed(MessagePayload m) => m.DeletedAt ?? m.EditedAt ?? m.CreatedAt;
}
