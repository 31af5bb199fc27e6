using Livecaller.Server.EventLog;

namespace Livecaller.Server.Conversations;

// The last message of a conversation that a device of an operator has received. It never decreases.
internal sealed class DeliveredMarks(ConversationLog log, PreparedReads reads, IDbContextFactory<LivecallerDbContext> contexts)
{
    // All other writers wait meanwhile.
    private const int InOneTransaction = 25;

    public async Task<Outcome<bool>> MarkAsync(string id, long sequence, CancellationToken cancellationToken)
    {
        // Checked before the write lock is waited for: every open dashboard sends the same.
        if (reads.FindConversation(id) is not { } seen) return Problems.NotFound("conversation");
        if (MarkRules.Check(sequence, seen.LastSequence) is { } fault) return fault;
        return sequence <= seen.OperatorDelivered || await log.WriteAsync(new DeliveredMarkWrite([new(id, sequence)]), cancellationToken).ConfigureAwait(false);
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
            if (rows.Count > 0) await log.WriteAsync(new DeliveredMarkWrite([.. rows.Select(r => KeyValuePair.Create(r.Id, sequences[r.Id]))]), cancellationToken).ConfigureAwait(false);
        }
    }
}
