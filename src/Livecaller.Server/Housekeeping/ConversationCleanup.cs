using Livecaller.Server.Attachments;
using Livecaller.Server.Hosting;
using Livecaller.Server.Notes;

namespace Livecaller.Server.Housekeeping;

// Deletes conversations that were closed long enough ago, with everything that belongs to them. The logs of a long conversation are deleted from
// their beginning, in several transactions: what a reader sees of them meanwhile begins later, and has no holes.
internal sealed partial class ConversationCleanup(
    IDbContextFactory<LivecallerDbContext> contexts, WriteGate gate, AttachmentStore attachments, TimeProvider time, IOptions<LivecallerServerOptions> options,
    ILogger<ConversationCleanup> logger) : IHousekeepingTask
{
    // Events that one transaction deletes. Other writers run between two of them.
    private const int BatchSize = 200;
    private const int PageSize = 100;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Retention.ClosedConversations is not { } kept) return;
        var (before, deleted) = (time.GetUtcNow() - kept, 0);
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var page = await Over(db, before).OrderBy(c => c.LastActivityAt).Take(PageSize).Select(c => c.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
            foreach (var id in page)
            {
                while (!await DeleteBatchAsync(id, before, cancellationToken).ConfigureAwait(false)) cancellationToken.ThrowIfCancellationRequested();
                deleted++;
            }

            if (page.Count < PageSize) break;
        }

        if (deleted > 0) LogDeleted(deleted, kept);
    }

    // The index of the inbox finds them: nothing happens in a conversation after it was closed.
    private static IQueryable<ConversationRow> Over(LivecallerDbContext db, DateTimeOffset before) =>
        db.Conversations.AsNoTracking().Where(c => c.Status == ConversationStatus.Closed && c.LastActivityAt <= before && c.ClosedAt <= before);

    /// <summary>Deletes the oldest events of a conversation, and it with its last one. Returns true when nothing is left to delete.</summary>
    private async Task<bool> DeleteBatchAsync(string id, DateTimeOffset before, CancellationToken cancellationToken)
    {
        List<string> files = [];
        var isDone = await gate.WriteAsync(async db =>
        {
            // It may have been opened again since it was found.
            if (await Over(db, before).SingleOrDefaultAsync(c => c.Id == id, cancellationToken).ConfigureAwait(false) is not { } conversation) return true;
            var events = db.Events.Where(e => e.ConversationId == id);
            var last = await events.OrderBy(e => e.Sequence).Select(e => e.Sequence).Take(BatchSize).ToListAsync(cancellationToken).ConfigureAwait(false);
            var until = last.Count < BatchSize ? long.MaxValue : last[^1];
            var messages = db.Messages.Where(m => m.ConversationId == id && m.Sequence <= until);
            var sent = await messages.Select(m => m.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
            files = await db.Attachments.Where(a => a.MessageId != null && sent.Contains(a.MessageId)).Select(a => a.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
            if (files.Count > 0) await db.Attachments.Where(a => files.Contains(a.Id)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            await messages.ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            await events.Where(e => e.Sequence <= until).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            if (until < long.MaxValue || !await DeleteOperatorEventsAsync(db, id, cancellationToken).ConfigureAwait(false)) return false;
            await db.ConversationTags.Where(t => t.ConversationId == id).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            await Mentions.DeleteAsync(db, [id], cancellationToken).ConfigureAwait(false);
            await db.Drafts.Where(d => d.ConversationId == id).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            await db.HeldMessages.Where(m => m.ConversationId == id).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            await db.Transcripts.Where(t => t.ConversationId == id).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            await db.Conversations.Where(c => c.Id == id).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            await db.Visitors.Where(v => v.Id == conversation.VisitorId && !db.VisitorSessions.Any(s => s.VisitorId == v.Id)
                && !db.Conversations.Any(c => c.VisitorId == v.Id)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }, cancellationToken: cancellationToken).ConfigureAwait(false);
        foreach (var file in files) await DeleteAsync(file).ConfigureAwait(false);
        return isDone;
    }

    /// <summary>Deletes the oldest events that only operators see. Returns true when none is left.</summary>
    private static async Task<bool> DeleteOperatorEventsAsync(LivecallerDbContext db, string id, CancellationToken cancellationToken)
    {
        var events = db.OperatorEvents.Where(e => e.ConversationId == id);
        var last = await events.OrderBy(e => e.Sequence).Select(e => e.Sequence).Take(BatchSize).ToListAsync(cancellationToken).ConfigureAwait(false);
        var until = last.Count < BatchSize ? long.MaxValue : last[^1];
        await db.Notes.Where(n => n.ConversationId == id && n.Sequence <= until).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        await events.Where(e => e.Sequence <= until).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        return until == long.MaxValue;
    }

    private async Task DeleteAsync(string attachment)
    {
        try
        {
            await attachments.DeleteAsync(attachment).ConfigureAwait(false);
        }
        catch (StorageException e)
        {
            LogNotDeleted(e, attachment);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} conversations were deleted that had been closed for longer than {Time}.")]
    private partial void LogDeleted(int count, TimeSpan time);

    [LoggerMessage(Level = LogLevel.Error, Message = "The file of the attachment {Id} cannot be deleted. A later cleanup or the next start tries it again.")]
    private partial void LogNotDeleted(Exception exception, string id);
}
