using System.Text.Json;
using Livecaller.Server.Conversations;
using Livecaller.Server.EventLog;
using Livecaller.Server.Http;
using Livecaller.Server.Search;

namespace Livecaller.Server.Operators;

internal sealed partial class OperatorService(
    IDbContextFactory<LivecallerDbContext> contexts, OperatorAccess access, ConversationActions actions, ConversationTransfer transfer, ConversationSnooze snooze, MessageChanges changes,
    InboxPayloads payloads, InboxSearch search, InboxChangeFeed inbox, OperatorSessionListeners sessions, LogReader log, DeliveredMarks delivered, TimeProvider time) : IOperatorService
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 100;

    public async Task<Outcome<InboxPage>> ListAsync(OperatorCaller caller, InboxQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        if ((await CheckAsync(caller, cancellationToken).ConfigureAwait(false)).Problem is { } refused) return refused;
        return await ReadPageAsync(caller, query, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Outcome<InboxCounts>> CountAsync(OperatorCaller caller, CancellationToken cancellationToken = default)
    {
        if ((await CheckAsync(caller, cancellationToken).ConfigureAwait(false)).Problem is { } refused) return refused;
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        return InboxCounters.CountsOf(await db.InboxCounters.AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false), caller.OperatorId);
    }

    public async Task<Outcome<InboxSubscription>> SubscribeInboxAsync(OperatorCaller caller, InboxQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return await InboxSubscription.StartAsync(this, caller, query, inbox, sessions, time, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Outcome<OperatorConversationPayload>> FindAsync(OperatorCaller caller, ConversationId id, CancellationToken cancellationToken = default) =>
        (await CheckAsync(caller, cancellationToken).ConfigureAwait(false)).Problem is { } refused ? refused : await ReadAsync(id, cancellationToken).ConfigureAwait(false);

    public async Task<Outcome<IReadOnlyList<MessagePayload>>> ReadMessagesAsync(
        OperatorCaller caller, ConversationId id, long? before, int? limit, CancellationToken cancellationToken = default)
    {
        var grant = await CheckAsync(caller, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        if (!await db.Conversations.AnyAsync(c => c.Id == id.Value, cancellationToken).ConfigureAwait(false)) return Problems.NotFound("conversation");
        var count = Math.Clamp(limit ?? LogReader.DefaultMessages, 1, LogReader.MaxMessages);
        var messages = await log.MessagesAsync(db, id.Value, before, count, cancellationToken).ConfigureAwait(false);
        await MarkDeliveredAsync(grant.Value, id, messages, cancellationToken).ConfigureAwait(false);
        // A user-defined conversion does not start from an interface.
        return Outcome<IReadOnlyList<MessagePayload>>.Found(messages);
    }

    public async Task<Outcome<EventPage>> ReadEventsAsync(
        OperatorCaller caller, ConversationId id, long after, int? limit, CancellationToken cancellationToken = default)
    {
        var grant = await CheckAsync(caller, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        if (!await db.Conversations.AnyAsync(c => c.Id == id.Value, cancellationToken).ConfigureAwait(false)) return Problems.NotFound("conversation");
        var count = Math.Clamp(limit ?? LogReader.DefaultEvents, 1, LogReader.MaxEvents);
        var page = await log.EventsAsync(db, id.Value, after, count, cancellationToken).ConfigureAwait(false);
        await MarkDeliveredAsync(grant.Value, id, page.Data.Where(e => e.Type == EventNames.ConversationMessage)
            .Select(e => e.Data.Deserialize(LivecallerJson.Default.MessagePayload)!), cancellationToken).ConfigureAwait(false);
        return page;
    }

    private Task<Outcome<OperatorGrant>> CheckAsync(OperatorCaller caller, CancellationToken cancellationToken) =>
        access.CheckAsync(caller, OperatorPermission.Converse, cancellationToken);

    private async Task<InboxPage> ReadPageAsync(OperatorCaller caller, InboxQuery query, CancellationToken cancellationToken)
    {
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var limit = Math.Clamp(query.Limit ?? DefaultLimit, 1, MaxLimit);
        var found = SearchWords.Of(query.Search) is { } words
            ? await search.ReadAsync(db, caller.OperatorId, query, words, limit + 1, cancellationToken).ConfigureAwait(false)
            : await Inbox.ReadAsync(db, caller.OperatorId, query, limit + 1, cancellationToken).ConfigureAwait(false);
        return new InboxPage(await payloads.ReadAsync(db, [.. found.Take(limit)], query.WithQueuePositions, cancellationToken).ConfigureAwait(false), found.Count > limit);
    }

    private async Task<Outcome<OperatorConversationPayload>> ReadAsync(ConversationId id, CancellationToken cancellationToken)
    {
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var row = await InboxRow.Of(db, db.Conversations.AsNoTracking().Where(c => c.Id == id.Value)).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false);
        if (row is null) return Problems.NotFound("conversation");
        return (await payloads.ReadAsync(db, [row], withPositions: true, cancellationToken).ConfigureAwait(false))[0];
    }

    // What the application reads has not reached an operator.
    private Task MarkDeliveredAsync(OperatorGrant grant, ConversationId id, IEnumerable<MessagePayload> messages, CancellationToken cancellationToken) =>
        grant.Account is null ? Task.CompletedTask : delivered.MarkAsync(id.Value, messages, cancellationToken);
}
