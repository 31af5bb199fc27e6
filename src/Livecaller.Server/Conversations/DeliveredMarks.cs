using Livecaller.Protocol;
using Livecaller.Server.Log;
using Livecaller.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Livecaller.Server.Conversations;

// How far the devices of operators have a conversation's messages. It is the farthest of them all, and only grows.
internal sealed class DeliveredMarks(ConversationLog log, IDbContextFactory<LivecallerDbContext> contexts)
{
    public async Task<Outcome<bool>> MarkAsync(string id, long sequence, CancellationToken ct)
    {
        // Looked at before the one writer is waited for: every open dashboard says the same.
        using (var db = await contexts.CreateDbContextAsync(ct).ConfigureAwait(false))
        {
            if (await db.Conversations.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct).ConfigureAwait(false) is not { } row) return Problems.NotFound("conversation");
            if (MarkRules.Check(sequence, row.LastSequence) is { } fault) return fault;
            if (sequence <= row.OperatorDelivered) return true;
        }
        return await log.WriteAsync<Outcome<bool>>(async writer =>
        {
            Raise(writer, await writer.Db.Conversations.SingleAsync(c => c.Id == id).ConfigureAwait(false), sequence);
            return true;
        }, ct).ConfigureAwait(false);
    }

    /// <summary>Marks the visitor's messages among those that an operator is about to get.</summary>
    public async Task MarkAsync(string id, IEnumerable<MessagePayload> messages, CancellationToken ct)
    {
        if (messages.LastOrDefault(m => m.Sender.Type == ParticipantType.Visitor) is { } newest) await MarkAsync(id, newest.Sequence, ct).ConfigureAwait(false);
    }

    public static void Raise(LogWriter writer, ConversationRow row, long sequence)
    {
        if (sequence <= row.OperatorDelivered) return;
        row.OperatorDelivered = sequence;
        writer.Announce(row, EventNames.ConversationDelivered,
            new DeliveredPayload { ConversationId = new(row.Id), DeliveredSequence = sequence }, LivecallerJson.Default.DeliveredPayload);
    }
}
