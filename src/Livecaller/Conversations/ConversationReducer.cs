using System.Collections.Immutable;

namespace Livecaller.Conversations;

/// <summary>The changes of a conversation, as functions from one model to the next.</summary>
internal static class ConversationReducer
{
    private const int MaxIncoming = 100;

    /// <param name="model">The model.</param>
    /// <param name="info">The conversation as the server knows it.</param>
    /// <param name="isListed">Whether it has the visitor's own count of unread messages, as in lists. Broadcasts do not have it.</param>
    public static ConversationModel WithInfo(this ConversationModel model, ConversationPayload info, bool isListed)
    {
        // Read marks only grow, so that an old response cannot undo them.
        model = model.WithMarks(info.VisitorReadSequence, info.OperatorReadSequence, info.OperatorDeliveredSequence);
        var known = model.Snapshot.Info;
        if (known is not null && known.LastSequence > info.LastSequence) return model;
        var shown = isListed || known is null ? info : info with { UnreadCount = known.UnreadCount };
        model = model with { Snapshot = model.Snapshot with { Info = shown } };
        // The server may have counted before it received what the visitor has read here.
        if (!isListed || info.LastSequence <= model.CountedUpTo || model.IsLoaded) return model;
        return Count(model with
        {
            CountedUpTo = info.LastSequence,
            Counted = info.UnreadCount,
            Incoming = [.. model.Incoming.Where(s => s > info.LastSequence)],
        });
    }

    public static ConversationModel WithSequence(this ConversationModel model, long sequence) =>
        model.Snapshot.Info is { } info && info.LastSequence < sequence
            ? model with { Snapshot = model.Snapshot with { Info = info with { LastSequence = sequence } } }
            : model;

    /// <summary>A message that was just stored. Before the conversation is loaded, it is only counted.</summary>
    public static ConversationModel WithMessage(this ConversationModel model, MessagePayload payload)
    {
        // The answer of an operator allows transcripts; the server says so in the conversation that is read next.
        if (payload.Sender.Type == ParticipantType.Operator && model.Snapshot.Info is { TranscriptAllowed: false } info)
            model = model with { Snapshot = model.Snapshot with { Info = info with { TranscriptAllowed = true } } };
        var newest = Math.Max(model.NewestSequence, payload.Sequence);
        var snapshot = model.IsWanted || model.Snapshot.Find(payload.Id) is not null
            ? model.Snapshot.WithLive(payload, model.MaxMessages)
            : model.Snapshot;
        return payload.IsIncoming() && payload.Sequence > Math.Max(model.CountedUpTo, snapshot.VisitorReadSequence)
            ? model.WithIncoming(payload.Sequence, newest, snapshot)
            : model with { NewestSequence = newest, Snapshot = snapshot };
    }

    /// <summary>A message was edited or deleted. Ignored when it is not loaded.</summary>
    public static ConversationModel WithMessageUpdated(this ConversationModel model, MessagePayload payload)
    {
        var next = model with { Snapshot = model.Snapshot.WithChanged(payload) };
        return payload.DeletedAt is null || !next.Incoming.Contains(payload.Sequence) ? next
            : Count(next with { Incoming = next.Incoming.Remove(payload.Sequence) });
    }

    /// <summary>The log begins another epoch: everything that is known by sequence is dropped. What the server says next is authoritative.</summary>
    public static ConversationModel InOtherEpoch(this ConversationModel model) => model with
    {
        CountedUpTo = 0,
        Counted = 0,
        Incoming = [],
        NewestSequence = 0,
        IsLoaded = false,
        Snapshot = model.Snapshot.Show([]) with
        {
            Info = model.Snapshot.Info is { } info ? info with { LastSequence = 0 } : null,
            VisitorReadSequence = 0,
            OperatorReadSequence = 0,
            OperatorDeliveredSequence = 0,
            HasEarlier = false,
            HasLater = false,
        },
    };

    /// <summary>Keeps only what is being sent, and what comes from now on: the newest page is loaded next.</summary>
    public static ConversationModel WithNothingLoaded(this ConversationModel model) => model with
    {
        IsWanted = true,
        IsLoaded = false,
        Snapshot = model.Snapshot.Show([]) with { Phase = ConversationPhase.Loading, HasEarlier = false, HasLater = false },
    };

    /// <summary>The newest page of the history. Older messages that came meanwhile would follow a gap, so they are removed and loaded again later.</summary>
    public static ConversationModel WithNewest(this ConversationModel model, IReadOnlyList<MessagePayload> page, bool isFull)
    {
        var oldest = isFull && page.Count > 0 ? page.Min(m => m.Sequence) : 0;
        var snapshot = model.Snapshot.Without(m => m.Payload.Sequence > 0 && m.Payload.Sequence < oldest).Merge(page);
        return model with
        {
            IsLoaded = true,
            Snapshot = snapshot with { Phase = ConversationPhase.Ready, HasEarlier = isFull || snapshot.HasEarlier },
        };
    }

    /// <summary>The page before the oldest loaded message. Ignored when the oldest loaded message has changed meanwhile.</summary>
    public static ConversationModel WithEarlier(this ConversationModel model, IReadOnlyList<MessagePayload> page, bool isFull, long oldest) =>
        model.Snapshot.Oldest() != oldest ? model : model with
        {
            Snapshot = (model.Snapshot.Merge(page) with { HasEarlier = isFull }).WithoutNewest(model.MaxMessages),
        };

    /// <summary>The page after the newest loaded message. Ignored when the newest loaded message has changed meanwhile.</summary>
    public static ConversationModel WithLater(this ConversationModel model, IReadOnlyList<MessagePayload> page, bool isFull, long newest) =>
        model.Snapshot.Newest() != newest ? model : model.Reaching(
            (model.Snapshot.Merge(page) with { HasLater = isFull }).WithoutOldest(model.MaxMessages));

    /// <summary>A page from the middle of the history.</summary>
    public static ConversationModel WithAround(this ConversationModel model, IReadOnlyList<MessagePayload> page, bool hasEarlier, bool hasLater) =>
        model.Reaching(model.Snapshot.Show(page) with { Phase = ConversationPhase.Ready, HasEarlier = hasEarlier, HasLater = hasLater }) with { IsLoaded = true };

    /// <summary>Finds the sequences of messages that the server counted as unread, so that reading some of them is counted correctly.</summary>
    public static ConversationModel WithSeen(this ConversationModel model, IReadOnlyList<MessagePayload> page)
    {
        var next = model with { NewestSequence = page.Select(m => m.Sequence).Append(model.NewestSequence).Max() };
        if (next.Counted == 0) return Count(next);
        var found = page.Where(m => m.IsIncoming() && m.DeletedAt is null && m.Sequence <= next.CountedUpTo)
            .Select(m => m.Sequence).OrderDescending().Take(next.Counted).ToArray();
        return Count(next with { Counted = next.Counted - found.Length, Incoming = next.Incoming.Union(found) });
    }

    public static ConversationModel WithRead(this ConversationModel model, ParticipantType reader, long sequence)
    {
        var snapshot = model.Snapshot;
        if (reader == ParticipantType.Visitor)
        {
            // Reading always includes everything before, also what the server had counted.
            return Count(model with
            {
                Counted = 0,
                Snapshot = snapshot with { VisitorReadSequence = Math.Max(snapshot.VisitorReadSequence, sequence) },
            });
        }

        return model.WithMarks(0, sequence, 0);
    }

    public static ConversationModel WithClosed(this ConversationModel model, ClosedPayload closed) =>
        model.Snapshot.Info is not { } info ? model : model with
        {
            Snapshot = model.Snapshot with
            {
                Typing = null,
                Info = info with
                {
                    Status = ConversationStatus.Closed,
                    ClosedAt = closed.ClosedAt,
                    ClosedBy = closed.ClosedBy,
                    QueuePosition = null,
                },
            },
        };

    /// <summary>The position in the queue has changed. Ignored when the conversation has left the queue.</summary>
    public static ConversationModel WithQueuePosition(this ConversationModel model, int position) =>
        model.Snapshot.Info is not { Status: ConversationStatus.Queued } info ? model
            : model with { Snapshot = model.Snapshot with { Info = info with { QueuePosition = position } } };

    public static ConversationModel WithRating(this ConversationModel model, int rating) =>
        model.Snapshot.Info is not { } info ? model : model with { Snapshot = model.Snapshot with { Info = info with { Rating = rating } } };

    public static ConversationModel WithTyping(this ConversationModel model, MessageSender? sender) =>
        model with { Snapshot = model.Snapshot with { Typing = sender } };

    public static ConversationModel WithPhase(this ConversationModel model, ConversationPhase phase) =>
        model with { Snapshot = model.Snapshot with { Phase = phase } };

    /// <summary>A message of the visitor that is being sent. It is at the end until the server has stored it.</summary>
    public static ConversationModel WithOutgoing(this ConversationModel model, ConversationMessage message) =>
        model with { Snapshot = model.Snapshot with { Loaded = model.Snapshot.Loaded.Add(message) } };

    /// <summary>The conversation was started: the messages that are being sent belong to it.</summary>
    public static ConversationModel WithId(this ConversationModel model, ConversationId id) => model with
    {
        Snapshot = model.Snapshot with
        {
            Loaded = LoadedMessages.Of(model.Snapshot.Loaded.Select(m =>
                m.Payload.Sequence == 0 ? m with { Payload = m.Payload with { ConversationId = id } } : m)),
        },
    };

    /// <summary>Changes a message that has no sequence yet.</summary>
    public static ConversationModel WithStatus(this ConversationModel model, MessageId id, MessageStatus status, string? reason = null) =>
        model with { Snapshot = model.Snapshot.With(id, m => m.Payload.Sequence == 0 ? m with { Status = status, FailureReason = reason } : m) };

    public static ConversationModel WithUploads(this ConversationModel model, MessageId id, ImmutableArray<MessageUpload> uploads) =>
        model with { Snapshot = model.Snapshot.With(id, m => m.Payload.Sequence == 0 ? m with { Uploads = uploads } : m) };

    public static ConversationModel Without(this ConversationModel model, MessageId id) =>
        model.Snapshot.Find(id) is not { Status: MessageStatus.Pending or MessageStatus.Failed } message ? model
            : model with { Snapshot = model.Snapshot.Without(m => m == message) };

    /// <summary>The other side's devices have received everything up to a sequence.</summary>
    public static ConversationModel WithDelivered(this ConversationModel model, long sequence) => model.WithMarks(0, 0, sequence);

    private static ConversationModel WithMarks(this ConversationModel model, long visitorRead, long operatorRead, long operatorDelivered)
    {
        var snapshot = model.Snapshot;
        if (visitorRead > snapshot.VisitorReadSequence)
        {
            model = Count(model with { Snapshot = snapshot with { VisitorReadSequence = visitorRead } });
            snapshot = model.Snapshot;
        }

        // What was read was also delivered.
        var delivered = Math.Max(operatorRead, operatorDelivered);
        if (operatorRead <= snapshot.OperatorReadSequence && delivered <= snapshot.OperatorDeliveredSequence) return model;
        snapshot = snapshot with
        {
            OperatorReadSequence = Math.Max(snapshot.OperatorReadSequence, operatorRead),
            OperatorDeliveredSequence = Math.Max(snapshot.OperatorDeliveredSequence, delivered),
        };
        return model with { Snapshot = snapshot.WithOwnSettled() };
    }

    private static bool IsIncoming(this MessagePayload message) =>
        message.Sender.Type is ParticipantType.Operator or ParticipantType.Bot;

    private static ConversationModel Count(ConversationModel model)
    {
        var (incoming, read) = (model.Incoming, model.Snapshot.VisitorReadSequence);
        if (incoming.Count > 0 && incoming.Min <= read) incoming = incoming.Except(incoming.TakeWhile(s => s <= read));
        return model with
        {
            Incoming = incoming,
            Snapshot = model.Snapshot with { UnreadCount = model.Counted + incoming.Count },
        };
    }

    /// <summary>An unread message. The newest are known by sequence, older ones only by number.</summary>
    private static ConversationModel WithIncoming(this ConversationModel model, long sequence, long newest, ConversationSnapshot snapshot)
    {
        var (incoming, counted, upTo) = (model.Incoming.Add(sequence), model.Counted, model.CountedUpTo);
        if (incoming.Count > MaxIncoming)
        {
            var oldest = incoming.Take(MaxIncoming / 2).ToArray();
            (incoming, counted, upTo) = (incoming.Except(oldest), counted + oldest.Length, oldest[^1]);
        }

        return model with
        {
            NewestSequence = newest,
            Incoming = incoming,
            Counted = counted,
            CountedUpTo = upTo,
            Snapshot = snapshot with { UnreadCount = counted + incoming.Count },
        };
    }

    // Messages that were stored while the page was loading are missing: more has to be loaded.
    private static ConversationModel Reaching(this ConversationModel model, ConversationSnapshot snapshot) =>
        model with { Snapshot = snapshot with { HasLater = snapshot.HasLater || snapshot.Newest() < model.NewestSequence } };
}
