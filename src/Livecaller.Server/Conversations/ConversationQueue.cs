using Livecaller.Server.EventLog;

namespace Livecaller.Server.Conversations;

internal static class ConversationQueue
{
    public static async Task AppendUpdatedAsync(LogWriter log, ConversationRow row) =>
        log.Append(row, EventNames.ConversationUpdated,
            await ConversationPayloads.ForVisitorAsync(log.Db, row).ConfigureAwait(false), LivecallerJson.Default.ConversationPayload);

    /// <summary>Gives a conversation to an operator, and tells it.</summary>
    public static async Task AssignAsync(LogWriter log, ConversationRow row, Guid operatorId)
    {
        var waited = row.Status == ConversationStatus.Queued;
        row.Status = ConversationStatus.Active;
        // Whoever gets it has to see it.
        if (row.OperatorId != operatorId) ConversationSnooze.Wake(log, row, by: null);
        row.OperatorId = operatorId;
        row.AssignedAt ??= log.Now;
        await AppendUpdatedAsync(log, row).ConfigureAwait(false);
        if (waited) log.QueueMoved(row);
    }
}
