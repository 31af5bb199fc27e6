using System.Text.Json;
using Livecaller.Server.Conversations;
using Livecaller.Server.EventLog;
using Livecaller.Server.Http;

namespace Livecaller.Server.Operators;

internal sealed class OperatorService(
    IDbContextFactory<LivecallerDbContext> contexts, ConversationActions actions, ConversationTransfer transfer, InboxPayloads payloads, LogReader log,
    DeliveredMarks delivered) : IOperatorService
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 100;

    public async Task<InboxPage> ListAsync(OperatorId me, InboxQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var limit = Math.Clamp(query.Limit ?? DefaultLimit, 1, MaxLimit);
        var found = await Inbox.ReadAsync(db, me, query, limit + 1, cancellationToken).ConfigureAwait(false);
        var page = await payloads.ReadAsync(db, [.. found.Take(limit)], query.WithQueuePositions, query.MaxUnread ?? int.MaxValue, cancellationToken).ConfigureAwait(false);
        return new InboxPage(page, found.Count > limit);
    }

    public async Task<InboxCounts> CountAsync(OperatorId me, CancellationToken cancellationToken = default)
    {
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var id = Guid.TryParse(me.Value, out var parsed) ? parsed : Guid.Empty;
        // One query for all three counts.
        var counts = await db.Conversations.Where(c => c.Status == ConversationStatus.Queued || c.Status == ConversationStatus.Active)
            .GroupBy(_ => 1)
            .Select(g => new InboxCounts(g.Count(c => c.OperatorId == null), g.Count(c => c.OperatorId == id), g.Count()))
            .SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        return counts ?? new InboxCounts(0, 0, 0);
    }

    public async Task<Outcome<OperatorConversationPayload>> FindAsync(ConversationId id, CancellationToken cancellationToken = default)
    {
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var row = await db.Conversations.AsNoTracking().Include(c => c.Visitor).SingleOrDefaultAsync(c => c.Id == id.Value, cancellationToken).ConfigureAwait(false);
        if (row is null) return Problems.NotFound("conversation");
        return (await payloads.ReadAsync(db, [row], withPositions: true, int.MaxValue, cancellationToken).ConfigureAwait(false))[0];
    }

    public async Task<Outcome<IReadOnlyList<MessagePayload>>> ReadMessagesAsync(
        ConversationId id, long? before, int? limit, CancellationToken cancellationToken = default)
    {
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        if (!await db.Conversations.AnyAsync(c => c.Id == id.Value, cancellationToken).ConfigureAwait(false)) return Problems.NotFound("conversation");
        var count = Math.Clamp(limit ?? LogReader.DefaultMessages, 1, LogReader.MaxMessages);
        var messages = await log.MessagesAsync(db, id.Value, before, count, cancellationToken).ConfigureAwait(false);
        await delivered.MarkAsync(id.Value, messages, cancellationToken).ConfigureAwait(false);
        return Wrap(messages);
    }

    public async Task<Outcome<EventPage>> ReadEventsAsync(
        ConversationId id, long after, int? limit, CancellationToken cancellationToken = default)
    {
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        if (!await db.Conversations.AnyAsync(c => c.Id == id.Value, cancellationToken).ConfigureAwait(false)) return Problems.NotFound("conversation");
        var count = Math.Clamp(limit ?? LogReader.DefaultEvents, 1, LogReader.MaxEvents);
        var page = await log.EventsAsync(db, id.Value, after, count, cancellationToken).ConfigureAwait(false);
        await delivered.MarkAsync(id.Value, page.Data.Where(e => e.Type == EventNames.ConversationMessage)
            .Select(e => e.Data.Deserialize(LivecallerJson.Default.MessagePayload)!), cancellationToken).ConfigureAwait(false);
        return page;
    }

    public async Task<Outcome<MessagePayload>> SendAsync(
        OperatorId me, ConversationId id, SendMessageRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var who = await ParticipantAsync(me, cancellationToken).ConfigureAwait(false);
        if (!who.IsSuccess) return who.Problem;
        var sent = await actions.SendAsync(who.Value, id.Value, request, cancellationToken).ConfigureAwait(false);
        if (!sent.IsSuccess) return sent.Problem;
        return sent.IsNew ? Outcome<MessagePayload>.Created(sent.Value.Payload) : sent.Value.Payload;
    }

    public async Task<Outcome<bool>> TypingAsync(OperatorId me, ConversationId id, CancellationToken cancellationToken = default)
    {
        var who = await ParticipantAsync(me, cancellationToken).ConfigureAwait(false);
        if (!who.IsSuccess) return who.Problem;
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        return await actions.TypingAsync(db, who.Value, id.Value, null, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Outcome<bool>> MarkReadAsync(
        OperatorId me, ConversationId id, long sequence, CancellationToken cancellationToken = default)
    {
        var who = await ParticipantAsync(me, cancellationToken).ConfigureAwait(false);
        return who.IsSuccess ? await actions.MarkReadAsync(who.Value, id.Value, sequence, cancellationToken).ConfigureAwait(false) : who.Problem;
    }

    public async Task<Outcome<bool>> MarkDeliveredAsync(
        OperatorId me, ConversationId id, long sequence, CancellationToken cancellationToken = default)
    {
        var who = await ParticipantAsync(me, cancellationToken).ConfigureAwait(false);
        return who.IsSuccess ? await delivered.MarkAsync(id.Value, sequence, cancellationToken).ConfigureAwait(false) : who.Problem;
    }

    public async Task<Outcome<bool>> MarkDeliveredAsync(
        OperatorId me, IReadOnlyDictionary<ConversationId, long> sequences, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        var who = await ParticipantAsync(me, cancellationToken).ConfigureAwait(false);
        if (!who.IsSuccess) return who.Problem;
        await delivered.MarkAsync(sequences.ToDictionary(s => s.Key.Value, s => s.Value), cancellationToken).ConfigureAwait(false);
        return true;
    }

    public async Task<Outcome<OperatorConversationPayload>> AssignAsync(
        OperatorId me, ConversationId id, OperatorId assignee, CancellationToken cancellationToken = default)
    {
        var who = await ParticipantAsync(me, cancellationToken).ConfigureAwait(false);
        if (!who.IsSuccess) return who.Problem;
        if (!Guid.TryParse(assignee.Value, out var operatorId)) return Problems.Invalid("operator_id", "There is no such operator.");
        return await ToPayloadAsync(await actions.AssignAsync(id.Value, operatorId, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    public async Task<Outcome<OperatorConversationPayload>> TransferAsync(
        OperatorId me, ConversationId id, TransferRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var who = await ParticipantAsync(me, cancellationToken).ConfigureAwait(false);
        return who.IsSuccess
            ? await ToPayloadAsync(await transfer.TransferAsync(id.Value, request, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false)
            : who.Problem;
    }

    public async Task<Outcome<OperatorConversationPayload>> CloseAsync(
        OperatorId me, ConversationId id, CancellationToken cancellationToken = default)
    {
        var who = await ParticipantAsync(me, cancellationToken).ConfigureAwait(false);
        return who.IsSuccess
            ? await ToPayloadAsync(await actions.CloseAsync(who.Value, id.Value, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false)
            : who.Problem;
    }

    private async Task<Outcome<OperatorConversationPayload>> ToPayloadAsync(Outcome<ConversationRow> outcome, CancellationToken cancellationToken) =>
        outcome.IsSuccess ? await FindAsync(new(outcome.Value.Id), cancellationToken).ConfigureAwait(false) : outcome.Problem;

    private async Task<Outcome<Participant>> ParticipantAsync(OperatorId me, CancellationToken cancellationToken)
    {
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        return Guid.TryParse(me.Value, out var id) && await db.Users.FindAsync([id], cancellationToken).ConfigureAwait(false) is { } account
            ? Participant.Of(account)
            : Problems.Forbidden("The operator's account does not exist any more.");
    }

    // A user-defined conversion does not start from an interface.
    private static Outcome<IReadOnlyList<T>> Wrap<T>(IReadOnlyList<T> items) => Outcome<IReadOnlyList<T>>.Found(items);
}
