using Livecaller.Server.Attachments;
using Livecaller.Server.Audit;
using Livecaller.Server.Blocks;
using Livecaller.Server.EventLog;
using Livecaller.Server.Notes;
using Livecaller.Server.Operators;
using Livecaller.Server.Uploads;
using Livecaller.Server.Visitors;

namespace Livecaller.Server.VisitorData;

// Erases everything about a visitor in one transaction, so that whoever writes at the same time is either before it, or finds nothing any more. Files go
// after it: what no row names is not reachable, and the next start removes what could not be deleted.
internal sealed partial class VisitorErasure(
    ConversationLog log, LivecallerDatabase database, IDbContextFactory<LivecallerDbContext> contexts, WriteGate gate, AttachmentFiles storage, UploadLocks locks,
    SessionEnds ends, BlockList blocks, AuditLog audit, ILogger<VisitorErasure> logger)
{
    public async Task<Outcome<AuditRow>> EraseAsync(OperatorGrant grant, string id, CancellationToken cancellationToken)
    {
        Erased erased = new();
        var entry = await log.WriteAsync(conversation: null, writer =>
        {
            erased = new();
            return EraseAsync(writer, grant, id, erased);
        }, cancellationToken).ConfigureAwait(false);
        if (!entry.IsSuccess) return entry;

        // From here on it is done, whether the caller waits or not.
        foreach (var session in erased.Sessions) ends.Close(session, reason: null);
        if (erased.WasBlocked) await blocks.ChangedAsync(CancellationToken.None).ConfigureAwait(false);
        foreach (var file in erased.Files) await DeleteAsync(id, file, () => storage.DeleteAsync(file)).ConfigureAwait(false);
        foreach (var upload in erased.Uploads) await DeleteAsync(id, upload, () => DeleteUploadAsync(upload)).ConfigureAwait(false);
        await ForgetAsync().ConfigureAwait(false);
        return entry;
    }

    private async Task<Outcome<AuditRow>> EraseAsync(LogWriter writer, OperatorGrant grant, string id, Erased erased)
    {
        var db = writer.Db;
        if (await db.Visitors.FindAsync(id).ConfigureAwait(false) is not { } visitor) return Problems.NotFound("visitor");
        await database.BeginErasingAsync(db).ConfigureAwait(false);
        var ids = await db.Conversations.Where(c => c.VisitorId == id).OrderBy(c => c.Id).Select(c => c.Id).ToListAsync().ConfigureAwait(false);
        // Read after they are locked, so that the counts of the lists are right.
        foreach (var conversation in ids) await database.LockConversationAsync(db, conversation, CancellationToken.None).ConfigureAwait(false);
        var conversations = await db.Conversations.Where(c => c.VisitorId == id).ToListAsync().ConfigureAwait(false);
        var messages = db.Messages.Where(m => ids.Contains(m.ConversationId));

        var sent = await messages.Join(db.Attachments, m => m.Id, a => a.MessageId, (m, a) => a.Id).ToListAsync().ConfigureAwait(false);
        var own = await db.Attachments.Where(a => a.OwnerId == id).Select(a => a.Id).ToListAsync().ConfigureAwait(false);
        // The call that receives a form removes its file itself.
        var arriving = await db.Uploads.Where(u => u.OwnerId == id && u.Metadata != "").Select(u => u.Id).ToListAsync().ConfigureAwait(false);
        var files = sent.Union(own).ToList();
        erased.Files.AddRange(files);
        erased.Uploads.AddRange(arriving);
        erased.Sessions.AddRange(await db.VisitorSessions.Where(s => s.VisitorId == id).Select(s => s.Id).ToListAsync().ConfigureAwait(false));

        await db.Attachments.Where(a => files.Contains(a.Id)).ExecuteDeleteAsync().ConfigureAwait(false);
        await db.Uploads.Where(u => u.OwnerId == id).ExecuteDeleteAsync().ConfigureAwait(false);
        var count = await messages.ExecuteDeleteAsync().ConfigureAwait(false);
        await db.Events.Where(e => ids.Contains(e.ConversationId)).ExecuteDeleteAsync().ConfigureAwait(false);
        await db.Notes.Where(n => ids.Contains(n.ConversationId)).ExecuteDeleteAsync().ConfigureAwait(false);
        await db.OperatorEvents.Where(e => ids.Contains(e.ConversationId)).ExecuteDeleteAsync().ConfigureAwait(false);
        await db.ConversationTags.Where(t => ids.Contains(t.ConversationId)).ExecuteDeleteAsync().ConfigureAwait(false);
        await Mentions.DeleteAsync(db, ids, CancellationToken.None).ConfigureAwait(false);
        await db.Drafts.Where(d => ids.Contains(d.ConversationId)).ExecuteDeleteAsync().ConfigureAwait(false);
        await db.HeldMessages.Where(m => ids.Contains(m.ConversationId)).ExecuteDeleteAsync().ConfigureAwait(false);
        await db.Transcripts.Where(t => t.VisitorId == id || ids.Contains(t.ConversationId)).ExecuteDeleteAsync().ConfigureAwait(false);
        await db.VisitorSessions.Where(s => s.VisitorId == id).ExecuteDeleteAsync().ConfigureAwait(false);
        erased.WasBlocked = await db.Blocks.Where(b => b.VisitorId == id).ExecuteDeleteAsync().ConfigureAwait(false) > 0;
        db.Conversations.RemoveRange(conversations);
        db.Visitors.Remove(visitor);
        foreach (var conversation in conversations) writer.Erased(conversation);
        return audit.Add(db, grant, new(VisitorService.Erased, id, id)
        {
            Before = AuditDetails.Of(("conversations", ids.Count), ("messages", count), ("attachments", files.Count)),
        });
    }

    // An upload whose bytes have all arrived can have a thumbnail.
    private async Task DeleteUploadAsync(string id)
    {
        await storage.OfUpload(id).DeleteAsync().ConfigureAwait(false);
        await storage.DeleteAsync(id).ConfigureAwait(false);
    }

    // A call that brings bytes of an upload ends first; it would write the file again.
    private async Task DeleteAsync(string owner, string id, Func<Task> delete)
    {
        using var hold = await locks.TakeAsync(owner, id, CancellationToken.None).ConfigureAwait(false);
        try
        {
            await delete().ConfigureAwait(false);
        }
        catch (Exception e) when (e is StorageException or IOException or UnauthorizedAccessException)
        {
            LogNotDeleted(e, id);
        }
    }

    // Nothing of it is found any more; only who reads the file of the database could still see it.
    private async Task ForgetAsync()
    {
        try
        {
            while (await gate.WriteAsync(db => database.Search.ForgetDeletedAsync(db, CancellationToken.None)).ConfigureAwait(false))
            {
            }

            using var db = await contexts.CreateDbContextAsync().ConfigureAwait(false);
            await database.FinishErasingAsync(db).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogNotForgotten(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The file of the attachment {Id} cannot be deleted. A later cleanup or the next start tries it again.")]
    private partial void LogNotDeleted(Exception exception, string id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A visitor was erased, but the files of the database may still contain traces until other data is written over them.")]
    private partial void LogNotForgotten(Exception exception);

    private sealed class Erased
    {
        public List<string> Files { get; } = [];

        public List<string> Uploads { get; } = [];

        public List<string> Sessions { get; } = [];

        public bool WasBlocked { get; set; }
    }
}
