using Livecaller.Protocol;
using Livecaller.Server.Log;
using Livecaller.Server.Storage;
using Microsoft.EntityFrameworkCore;

#pragma warning disable CA1309 // The comparison is the database's: EF Core translates only this overload.

namespace Livecaller.Server.Conversations;

internal static class ConversationQueue
{
    // Somebody far behind learns the place with the next look; telling everyone would cost a write for each.
    private const int ToldAtMost = 100;

    /// <summary>Tells those that wait behind <paramref name="moved"/>, which left the queue or came back to its place in it. Its new status must be set.</summary>
    public static async Task TellBehindAsync(LogWriter log, ConversationRow moved)
    {
        await log.Db.SaveChangesAsync().ConfigureAwait(false);
        var behind = await log.Db.Conversations
            .Where(c => c.WidgetId == moved.WidgetId && c.Status == ConversationStatus.Queued && string.Compare(c.Id, moved.Id) > 0)
            .OrderBy(c => c.Id).Take(ToldAtMost).ToListAsync().ConfigureAwait(false);
        foreach (var row in behind)
        {
            // Waiting is no activity: the place in the inbox stays.
            var activity = row.LastActivityAt;
            await AppendUpdatedAsync(log, row).ConfigureAwait(false);
            row.LastActivityAt = activity;
        }
    }

    public static async Task AppendUpdatedAsync(LogWriter log, ConversationRow row) =>
        log.Append(row, EventNames.ConversationUpdated,
            await ConversationPayloads.ForVisitorAsync(log.Db, row).ConfigureAwait(false), LivecallerJson.Default.ConversationPayload);

    /// <summary>Gives a conversation to an operator, and tells it.</summary>
    public static async Task AssignAsync(LogWriter log, ConversationRow row, Guid operatorId)
    {
        var waited = row.Status == ConversationStatus.Queued;
        row.Status = ConversationStatus.Active;
        row.OperatorId = operatorId;
        await AppendUpdatedAsync(log, row).ConfigureAwait(false);
        if (waited) await TellBehindAsync(log, row).ConfigureAwait(false);
    }
}
