using System.Text.Json.Nodes;
using Livecaller.Server.Audit;
using Livecaller.Server.EventLog;
using Livecaller.Server.Notes;
using Livecaller.Server.Operators;

namespace Livecaller.Server.Tags;

internal sealed class TagService(
    IDbContextFactory<LivecallerDbContext> contexts, ConversationLog log, LivecallerDatabase database, OperatorAccess access, AuditLog audit) : ITagService
{
    // Conversations that one transaction changes. Other writers run between two of them.
    private const int BatchSize = 50;

    public async Task<Outcome<DataPage<TagUsagePayload>>> ListAsync(OperatorCaller caller, CancellationToken cancellationToken = default)
    {
        var grant = await access.CheckAsync(caller, OperatorPermission.Converse, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var tags = await db.ConversationTags.GroupBy(t => t.Tag).Select(g => new { g.Key, Count = g.Count() }).OrderBy(t => t.Key).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new DataPage<TagUsagePayload>([.. tags.Select(t => new TagUsagePayload(t.Key, t.Count))], false);
    }

    public async Task<Outcome<TagUsagePayload>> RenameAsync(OperatorCaller caller, RenameTagRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var grant = await access.CheckAsync(caller, OperatorPermission.ManageContent, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        if (NoteRules.ReadTag("name", request.Name) is { IsSuccess: false } fault) return fault.Problem;
        var name = NoteRules.NormalizeTag(request.Name!);
        var tag = NoteRules.NormalizeTag(request.Tag ?? "");
        if (tag == name) return Problems.Invalid("name", "It is the name that the tag has.");
        return await ReplaceAsync(grant.Value, tag, name, new("tag.renamed", tag, tag) { Before = Named(tag), After = Named(name) }).ConfigureAwait(false);
    }

    public async Task<Outcome<TagUsagePayload>> RemoveAsync(OperatorCaller caller, RemoveTagRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var grant = await access.CheckAsync(caller, OperatorPermission.ManageContent, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        var tag = NoteRules.NormalizeTag(request.Tag ?? "");
        return await ReplaceAsync(grant.Value, tag, null, new("tag.removed", tag, tag) { Before = Named(tag) }).ConfigureAwait(false);
    }

    // Once begun, it goes on to the last conversation, whether the caller waits or not.
    private async Task<Outcome<TagUsagePayload>> ReplaceAsync(OperatorGrant grant, string tag, string? by, AuditAct act)
    {
        var changed = 0;
        while (true)
        {
            var batch = await log.WriteAsync(conversation: null, async writer =>
            {
                // The act is stored with the first changes.
                var count = await ReplaceAsync(writer, grant, tag, by).ConfigureAwait(false);
                if (count > 0 && changed == 0) audit.Add(writer.Db, grant, act);
                return count;
            }, CancellationToken.None).ConfigureAwait(false);
            changed += batch;
            if (batch < BatchSize) return changed == 0 ? Problems.NotFound("tag") : new TagUsagePayload(by ?? tag, changed);
        }
    }

    private async Task<int> ReplaceAsync(LogWriter writer, OperatorGrant grant, string tag, string? by)
    {
        var db = writer.Db;
        var ids = await db.ConversationTags.Where(t => t.Tag == tag).OrderBy(t => t.ConversationId).Take(BatchSize).Select(t => t.ConversationId).ToListAsync().ConfigureAwait(false);
        // Read after they are locked.
        foreach (var id in ids) await database.LockConversationAsync(db, id, CancellationToken.None).ConfigureAwait(false);
        foreach (var conversation in await db.Conversations.Where(c => ids.Contains(c.Id)).OrderBy(c => c.Id).ToListAsync().ConfigureAwait(false))
        {
            var tags = TagChanges.Combine(TagChanges.Of(conversation), by is null ? [] : [by], [tag]);
            await TagChanges.SetAsync(writer, conversation, tags, grant.Account).ConfigureAwait(false);
        }

        return ids.Count;
    }

    private static JsonObject Named(string tag) => AuditDetails.Of(("tag", tag));
}
