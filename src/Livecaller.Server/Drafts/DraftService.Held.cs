using Livecaller.Server.Operators;

namespace Livecaller.Server.Drafts;

// Messages that can still be taken back.
internal sealed partial class DraftService
{
    private const int MaxHeld = 200;

    private static Problem SentAlready => Problems.Conflict("The message was sent already.");

    public async Task<Outcome<DataPage<HeldMessagePayload>>> ListHeldAsync(OperatorCaller caller, CancellationToken cancellationToken = default)
    {
        var me = await CheckAsync(caller, cancellationToken).ConfigureAwait(false);
        if (!me.IsSuccess) return me.Problem;
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var rows = await db.HeldMessages.AsNoTracking().Where(m => m.OperatorId == me.Value).OrderBy(m => m.CreatedAt).ThenBy(m => m.Id).Take(MaxHeld)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return new DataPage<HeldMessagePayload>([.. rows.Select(ToPayload)], false);
    }

    public async Task<Outcome<HeldMessagePayload>> HoldAsync(OperatorCaller caller, ConversationId id, HoldMessageRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var me = await CheckAsync(caller, cancellationToken).ConfigureAwait(false);
        if (!me.IsSuccess) return me.Problem;
        var message = MessageRules.Normalize(new() { Id = request.Id ?? default, Content = request.Content ?? "", ReplyTo = request.ReplyTo });
        if (MessageRules.Check(message, _maxCharacters) is { } fault) return fault;
        var stored = await gate.WriteAsync(async db =>
        {
            if (await db.Conversations.SingleOrDefaultAsync(c => c.Id == id.Value).ConfigureAwait(false) is not { } conversation) return Problems.NotFound("conversation");
            if (await db.HeldMessages.FindAsync(message.Id.Value).ConfigureAwait(false) is { } earlier)
                return earlier.OperatorId == me.Value && earlier.ConversationId == id.Value && earlier.Content == message.Content ? earlier : Problems.Conflict("The id belongs to another message.");
            if (await db.Messages.AnyAsync(m => m.Id == message.Id.Value).ConfigureAwait(false)) return SentAlready;
            if (conversation.Status == ConversationStatus.Closed) return MessageRules.Closed;
            var now = time.GetUtcNow();
            // In the order in which they were written.
            foreach (var waiting in await OfAsync(db, me.Value, id.Value).ConfigureAwait(false)) waiting.DueAt = waiting.DueAt < now ? waiting.DueAt : now;
            var row = new HeldMessageRow
            {
                Id = message.Id.Value,
                OperatorId = me.Value,
                ConversationId = id.Value,
                Content = message.Content ?? "",
                ReplyToId = message.ReplyTo?.Value,
                Closes = request.Closes,
                CreatedAt = now,
                DueAt = now + HeldMessages.Time,
            };
            db.HeldMessages.Add(row);
            await ChangeAsync(db, me.Value, id.Value, static draft => draft.Reply = null).ConfigureAwait(false);
            return Outcome<HeldMessageRow>.Created(row);
        }, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (!stored.IsSuccess) return stored.Problem;
        if (!stored.IsNew) return ToPayload(stored.Value);
        held.Expect(TimeSpan.Zero);
        held.Expect(HeldMessages.Time);
        return Outcome<HeldMessagePayload>.Created(ToPayload(stored.Value));
    }

    public Task<Outcome<HeldMessagePayload>> UndoAsync(OperatorCaller caller, MessageId id, CancellationToken cancellationToken = default) =>
        ChangeHeldAsync(caller, id, async (db, row) =>
        {
            db.HeldMessages.Remove(row);
            await ChangeAsync(db, row.OperatorId, row.ConversationId, draft => draft.Reply = Join(row.Content, draft.Reply)).ConfigureAwait(false);
        }, cancellationToken);

    public async Task<Outcome<HeldMessagePayload>> SendNowAsync(OperatorCaller caller, MessageId id, CancellationToken cancellationToken = default)
    {
        var changed = await ChangeHeldAsync(caller, id, (_, row) =>
        {
            (row.DueAt, row.Failure) = (time.GetUtcNow(), null);
            return Task.CompletedTask;
        }, cancellationToken).ConfigureAwait(false);
        if (changed.IsSuccess) held.Expect(TimeSpan.Zero);
        return changed;
    }

    private async Task<Outcome<HeldMessagePayload>> ChangeHeldAsync(
        OperatorCaller caller, MessageId id, Func<LivecallerDbContext, HeldMessageRow, Task> change, CancellationToken cancellationToken)
    {
        var me = await CheckAsync(caller, cancellationToken).ConfigureAwait(false);
        if (!me.IsSuccess) return me.Problem;
        return await gate.WriteAsync<Outcome<HeldMessagePayload>>(async db =>
        {
            if (await db.HeldMessages.SingleOrDefaultAsync(m => m.Id == id.Value && m.OperatorId == me.Value).ConfigureAwait(false) is { } row)
            {
                if (row.ClaimedAt is not null) return SentAlready;
                await change(db, row).ConfigureAwait(false);
                return ToPayload(row);
            }

            var sender = me.Value.ToString();
            return await db.Messages.AnyAsync(m => m.Id == id.Value && m.SenderId == sender).ConfigureAwait(false) ? SentAlready : Problems.NotFound("message");
        }, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private static Task<List<HeldMessageRow>> OfAsync(LivecallerDbContext db, Guid me, string conversation) =>
        db.HeldMessages.Where(m => m.OperatorId == me && m.ConversationId == conversation && m.ClaimedAt == null && m.Failure == null).ToListAsync();

    // What was written meanwhile stays behind it, as far as a message can be long.
    private string Join(string message, string? draft) => string.IsNullOrEmpty(draft) ? message : TextRules.Cut($"{message}\n{draft}", _maxCharacters);

    private static HeldMessagePayload ToPayload(HeldMessageRow row) => new()
    {
        Id = new(row.Id),
        ConversationId = new(row.ConversationId),
        Content = row.Content,
        ReplyTo = row.ReplyToId is null ? null : new(row.ReplyToId),
        Closes = row.Closes,
        DueAt = row.DueAt,
        Failure = row.Failure,
    };
}
