using Livecaller.Server.EventLog;
using Livecaller.Server.Operators;

namespace Livecaller.Server.Conversations;

// Takes conversations out of the lists of what is to be done, until a time or until the visitor writes. Visitors don't notice it.
internal sealed class ConversationSnooze(ConversationLog log)
{
    /// <summary>What is stored for a conversation that comes back when the visitor writes, and not before.</summary>
    public static readonly DateTimeOffset UntilAnswer = new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan MaxTime = TimeSpan.FromDays(366);

    public Task<Outcome<ConversationRow>> SnoozeAsync(
        string id, SnoozeRequest request, LivecallerOperator? by, Func<ConversationRow, Problem?> refuse, CancellationToken cancellationToken) =>
        log.WriteAsync<Outcome<ConversationRow>>(id, async writer =>
        {
            if (await writer.Db.Conversations.SingleOrDefaultAsync(c => c.Id == id).ConfigureAwait(false) is not { } row) return Problems.NotFound("conversation");
            if (request.Until <= writer.Now) return Problems.Invalid("until", "Expected a time in the future.");
            if (request.Until > writer.Now + MaxTime) return Problems.Invalid("until", $"Expected a time within {MaxTime.TotalDays} days.");
            if (row.Status == ConversationStatus.Closed) return ConversationRules.Closed;
            if (refuse(row) is { } refused) return refused;
            var until = request.Until?.ToUniversalTime() ?? UntilAnswer;
            if (row.SnoozedUntil == until) return row;
            row.SnoozedUntil = until;
            Append(writer, row, by);
            return row;
        }, cancellationToken);

    public Task<Outcome<ConversationRow>> WakeAsync(string id, LivecallerOperator? by, Func<ConversationRow, Problem?> refuse, CancellationToken cancellationToken) =>
        log.WriteAsync<Outcome<ConversationRow>>(id, async writer =>
        {
            if (await writer.Db.Conversations.SingleOrDefaultAsync(c => c.Id == id).ConfigureAwait(false) is not { } row) return Problems.NotFound("conversation");
            if (refuse(row) is { } refused) return refused;
            Wake(writer, row, by);
            return row;
        }, cancellationToken);

    /// <summary>Brings back a conversation whose time has come.</summary>
    public Task<bool> WakeDueAsync(string id, CancellationToken cancellationToken) =>
        log.WriteAsync(id, async writer =>
        {
            if (await writer.Db.Conversations.SingleOrDefaultAsync(c => c.Id == id).ConfigureAwait(false) is not { } row || row.SnoozedUntil > writer.Now) return false;
            Wake(writer, row, by: null);
            return true;
        }, cancellationToken);

    /// <summary>Brings a conversation back to the lists, inside a transaction. Does nothing when it is not snoozed.</summary>
    public static void Wake(LogWriter writer, ConversationRow row, LivecallerOperator? by)
    {
        if (row.SnoozedUntil is null) return;
        row.SnoozedUntil = null;
        Append(writer, row, by);
    }

    public static DateTimeOffset? TimeOf(DateTimeOffset? stored) => stored == UntilAnswer ? null : stored;

    private static void Append(LogWriter writer, ConversationRow row, LivecallerOperator? by) => writer.AppendForOperators(row, OperatorEventNames.ConversationSnoozed, new()
    {
        ConversationId = new(row.Id),
        OperatorSequence = row.OperatorSequence + 1,
        IsSnoozed = row.SnoozedUntil is not null,
        Until = TimeOf(row.SnoozedUntil),
        By = by is null ? null : ConversationPayloads.ToSummary(by),
    }, OperatorJson.Default.SnoozePayload);
}
