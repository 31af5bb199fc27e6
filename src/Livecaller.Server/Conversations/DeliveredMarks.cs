using Livecaller.Server.EventLog;

namespace Livecaller.Server.Conversations;

// The last message of a conversation that a device of an operator has received. It never decreases.
internal sealed class DeliveredMarks(ConversationLog log, IDbContextFactory<LivecallerDbContext> contexts)
{
    // All other writers wait meanwhile.
    private const int InOneTransaction = 25;

    public async Task<Outcome<bool>> MarkAsync(string id, long sequence, CancellationToken cancellationToken)
    {
        // Checked before the write lock is waited for: every open dashboard sends the same.
        using (var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false))
        {
            if (await db.Conversations.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken).ConfigureAwait(false) is not { } row) return Problems.NotFound("conversation");
            if (MarkRules.Check(sequence, row.LastSequence) is { } fault) return fault;
            if (sequence <= row.OperatorDelivered) return true;
        }
        return await log.WriteAsync<Outcome<bool>>(async writer =>
        {
            Raise(writer, await writer.Db.Conversations.SingleAsync(c => c.Id == id).ConfigureAwait(false), sequence);
            return true;
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Marks the visitor's messages among those that an operator is about to get.</summary>
    public async Task MarkAsync(string id, IEnumerable<MessagePayload> messages, CancellationToken cancellationToken)
    {
        if (messages.LastOrDefault(m => m.Sender.Type == ParticipantType.Visitor) is { } newest) await MarkAsync(id, newest.Sequence, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Marks in many conversations: one look at them, then short transactions for those that have something new.</summary>
    public async Task MarkAsync(IReadOnlyDictionary<string, long> sequences, CancellationToken cancellationToken)
    {
        foreach (var ids in sequences.Keys.Chunk(InOneTransaction))
        {
            List<ConversationRow> rows;
            using (var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false))
                rows = await db.Conversations.AsNoTracking().Where(c => ids.Contains(c.Id)).ToListAsync(cancellationToken).ConfigureAwait(false);
            rows.RemoveAll(r => sequences[r.Id] <= r.OperatorDelivered || sequences[r.Id] > r.LastSequence);
            if (rows.Count > 0) await log.WriteAsync(writer => RaiseAsync(writer, rows, sequences), cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<bool> RaiseAsync(LogWriter writer, List<ConversationRow> rows, IReadOnlyDictionary<string, long> sequences)
    {
        foreach (var row in rows)
        {
            var sequence = sequences[row.Id];
            var raised = await writer.Db.Conversations.Where(c => c.Id == row.Id && c.OperatorDelivered < sequence)
                .ExecuteUpdateAsync(c => c.SetProperty(r => r.OperatorDelivered, sequence)).ConfigureAwait(false);
            if (raised > 0) Raise(writer, row, sequence);
        }

        return true;
    }

    public static void Raise(LogWriter writer, ConversationRow row, long sequence)
    {
        if (sequence <= row.OperatorDelivered) return;
        row.OperatorDelivered = sequence;
        writer.Announce(row, EventNames.ConversationDelivered,
            new DeliveredPayload { ConversationId = new(row.Id), DeliveredSequence = sequence }, LivecallerJson.Default.DeliveredPayload);
    }
}
