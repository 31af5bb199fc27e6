using System.Collections.Immutable;
using Livecaller.Protocol;

namespace Livecaller.Conversations;

/// <summary>From one model to the next: everything that can happen to a conversation, as functions.</summary>
internal static class ConversationReducer
{
    /// <param name="model">The model.</param>
    /// <param name="info">The conversation as the server knows it.</param>
    /// <param name="isListed">Whether its count of unread messages is the visitor's own, as lists have it and broadcasts do not.</param>
    public static ConversationModel WithInfo(this ConversationModel model, ConversationPayload info, bool isListed)
    {
        // Read marks only grow, so that even an old answer takes nothing back.
        model = model.WithReadMarks(info.VisitorReadSequence, info.OperatorReadSequence);
        var known = model.Snapshot.Info;
        if (known is not null && known.LastSequence > info.LastSequence) return model;
        var shown = isListed || known is null ? info : info with { UnreadCount = known.UnreadCount };
        model = model with { Snapshot = model.Snapshot with { Info = shown } };
        // What the visitor has read here may not have reached the server when it counted.
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

    public static ConversationModel WithMessage(this ConversationModel model, MessagePayload payload)
    {
        var typing = model.Snapshot.Typing;
        var next = model with
        {
            Snapshot = model.Snapshot with
            {
                Messages = Put(model.Snapshot, [payload]),
                Typing = typing is not null && typing.Type == payload.Sender.Type ? null : typing,
            },
        };
        return payload.IsIncoming() && payload.Sequence > model.CountedUpTo
            ? Count(next with { Incoming = next.Incoming.Add(payload.Sequence) })
            : next;
    }

    /// <summary>A message was edited or deleted; one that is not loaded stays unloaded.</summary>
    public static ConversationModel WithMessageUpdated(this ConversationModel model, MessagePayload payload)
    {
        if (!model.Snapshot.Messages.Any(m => m.Id == payload.Id)) return model;
        var next = model with { Snapshot = model.Snapshot with { Messages = Put(model.Snapshot, [payload]) } };
        return payload.DeletedAt is null ? next : Count(next with { Incoming = next.Incoming.Remove(payload.Sequence) });
    }

    /// <summary>A page of the history; the newest one when <paramref name="isNewest"/>.</summary>
    public static ConversationModel WithHistory(this ConversationModel model, IReadOnlyList<MessagePayload> page, bool hasEarlier, bool isNewest)
    {
        var next = model with
        {
            IsLoaded = model.IsLoaded || isNewest,
            Snapshot = model.Snapshot with
            {
                Phase = isNewest ? ConversationPhase.Ready : model.Snapshot.Phase,
                Messages = Put(model.Snapshot, page),
                HasEarlier = hasEarlier,
            },
        };
        if (next.Counted == 0) return Count(next);
        // Those that the server counted get their sequences, so that reading some of them counts right.
        var found = page.Where(m => m.IsIncoming() && m.DeletedAt is null && m.Sequence <= next.CountedUpTo)
            .Select(m => m.Sequence).OrderDescending().Take(next.Counted).ToArray();
        return Count(next with { Counted = next.Counted - found.Length, Incoming = next.Incoming.Union(found) });
    }

    public static ConversationModel WithRead(this ConversationModel model, ParticipantType reader, long sequence)
    {
        var snapshot = model.Snapshot;
        if (reader == ParticipantType.Visitor)
        {
            // Whoever reads, reads up to the newest: what the server had counted before is read too.
            return Count(model with
            {
                Counted = 0,
                Snapshot = snapshot with { VisitorReadSequence = Math.Max(snapshot.VisitorReadSequence, sequence) },
            });
        }

        return model.WithReadMarks(0, sequence);
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

    public static ConversationModel WithTyping(this ConversationModel model, MessageSender? sender) =>
        model with { Snapshot = model.Snapshot with { Typing = sender } };

    public static ConversationModel WithPhase(this ConversationModel model, ConversationPhase phase) =>
        model with { Snapshot = model.Snapshot with { Phase = phase } };

    /// <summary>A message of the visitor's own that is on its way: it stands at the end until the server has stored it.</summary>
    public static ConversationModel WithOutgoing(this ConversationModel model, ConversationMessage message) =>
        model with { Snapshot = model.Snapshot with { Messages = model.Snapshot.Messages.Add(message) } };

    /// <summary>Changes a message that the server has not given a sequence yet.</summary>
    public static ConversationModel WithStatus(this ConversationModel model, MessageId id, MessageStatus status, string? reason = null) =>
        model with
        {
            Snapshot = model.Snapshot with
            {
                Messages = [.. model.Snapshot.Messages.Select(m =>
                    m.Id == id && m.Payload.Sequence == 0 ? m with { Status = status, FailureReason = reason } : m)],
            },
        };

    public static ConversationModel Without(this ConversationModel model, MessageId id) =>
        model with
        {
            Snapshot = model.Snapshot with
            {
                Messages = model.Snapshot.Messages.RemoveAll(m =>
                m.Id == id && m.Status is (MessageStatus.Pending or MessageStatus.Failed))
            },
        };

    private static ConversationModel WithReadMarks(this ConversationModel model, long visitor, long operators)
    {
        var snapshot = model.Snapshot;
        if (visitor > snapshot.VisitorReadSequence)
        {
            model = Count(model with { Snapshot = snapshot with { VisitorReadSequence = visitor } });
            snapshot = model.Snapshot;
        }

        if (operators <= snapshot.OperatorReadSequence) return model;
        snapshot = snapshot with { OperatorReadSequence = operators };
        return model with { Snapshot = snapshot with { Messages = [.. snapshot.Messages.Select(m => Settled(m.Payload, m, snapshot))] } };
    }

    private static bool IsIncoming(this MessagePayload message) =>
        message.Sender.Type is ParticipantType.Operator or ParticipantType.Bot;

    private static ConversationModel Count(ConversationModel model)
    {
        var incoming = model.Incoming.Except(model.Incoming.TakeWhile(s => s <= model.Snapshot.VisitorReadSequence));
        return model with
        {
            Incoming = incoming,
            Snapshot = model.Snapshot with { UnreadCount = model.Counted + incoming.Count },
        };
    }

    private static ImmutableArray<ConversationMessage> Put(ConversationSnapshot snapshot, IEnumerable<MessagePayload> payloads)
    {
        var messages = snapshot.Messages.ToList();
        var places = messages.Select((m, i) => (m.Id, i)).ToDictionary(p => p.Id, p => p.i);
        foreach (var payload in payloads)
        {
            if (!places.TryGetValue(payload.Id, out var place))
            {
                places[payload.Id] = messages.Count;
                messages.Add(Settled(payload, null, snapshot));
            }
            else if (!IsOlder(payload, messages[place].Payload))
            {
                messages[place] = Settled(payload, messages[place], snapshot);
            }
        }

        // Stable: those without a sequence keep the order in which they were sent.
        return [.. messages.OrderBy(m => m.Payload.Sequence == 0 ? long.MaxValue : m.Payload.Sequence)];
    }

    private static ConversationMessage Settled(MessagePayload payload, ConversationMessage? before, ConversationSnapshot snapshot)
    {
        if (payload.Sequence == 0) return before!;
        var isRead = payload.Sender.Type == ParticipantType.Visitor && payload.Sequence <= snapshot.OperatorReadSequence;
        return new() { Payload = payload, Status = isRead ? MessageStatus.Read : MessageStatus.Sent };
    }

    // A page that was on its way while an edit came must not undo it.
    private static bool IsOlder(MessagePayload one, MessagePayload other) => other.Sequence != 0 && Changed(one) < Changed(other);

    private static DateTimeOffset Changed(MessagePayload m) => m.DeletedAt ?? m.EditedAt ?? m.CreatedAt;
}
