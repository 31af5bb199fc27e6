using Livecaller.Server.Hosting;
using Livecaller.Server.Operators;

namespace Livecaller.Server.Drafts;

internal sealed partial class DraftService(
    IDbContextFactory<LivecallerDbContext> contexts, WriteGate gate, OperatorAccess access, HeldMessages held, TimeProvider time, IOptions<LivecallerServerOptions> options) : IDraftService
{
    private const int MaxListed = 200;

    private readonly int _maxCharacters = options.Value.Limits.MaxMessageCharacters;

    public async Task<Outcome<DataPage<DraftsPayload>>> ListAsync(OperatorCaller caller, CancellationToken cancellationToken = default)
    {
        var me = await CheckAsync(caller, cancellationToken).ConfigureAwait(false);
        if (!me.IsSuccess) return me.Problem;
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var rows = await db.Drafts.AsNoTracking().Where(d => d.OperatorId == me.Value).OrderByDescending(d => d.UpdatedAt).ThenBy(d => d.ConversationId).Take(MaxListed + 1)
            .ToListAsync(cancellationToken).ConfigureAwait(false);
        return new DataPage<DraftsPayload>([.. rows.Take(MaxListed).Select(row => ToPayload(new(row.ConversationId), row))], rows.Count > MaxListed);
    }

    public async Task<Outcome<DraftsPayload>> ReadAsync(OperatorCaller caller, ConversationId id, CancellationToken cancellationToken = default)
    {
        var me = await CheckAsync(caller, cancellationToken).ConfigureAwait(false);
        if (!me.IsSuccess) return me.Problem;
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        if (!await db.Conversations.AnyAsync(c => c.Id == id.Value, cancellationToken).ConfigureAwait(false)) return Problems.NotFound("conversation");
        return ToPayload(id, await db.Drafts.AsNoTracking().SingleOrDefaultAsync(d => d.OperatorId == me.Value && d.ConversationId == id.Value, cancellationToken).ConfigureAwait(false));
    }

    public async Task<Outcome<DraftsPayload>> SaveAsync(OperatorCaller caller, ConversationId id, SaveDraftsRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var me = await CheckAsync(caller, cancellationToken).ConfigureAwait(false);
        if (!me.IsSuccess) return me.Problem;
        var (reply, note) = (Read(request.Reply), Read(request.Note));
        if ((TextRules.Check("reply", reply, _maxCharacters) ?? TextRules.Check("note", note, _maxCharacters)) is { } fault) return fault;
        return await gate.WriteAsync<Outcome<DraftsPayload>>(async db =>
        {
            if (!await db.Conversations.AnyAsync(c => c.Id == id.Value).ConfigureAwait(false)) return Problems.NotFound("conversation");
            return ToPayload(id, await ChangeAsync(db, me.Value, id.Value, row => (row.Reply, row.Note) = (reply ?? row.Reply, note ?? row.Note)).ConfigureAwait(false));
        }, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    // The draft of nobody is the application's.
    private async Task<Outcome<Guid>> CheckAsync(OperatorCaller caller, CancellationToken cancellationToken)
    {
        var grant = await access.CheckAsync(caller, OperatorPermission.Converse, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        return grant.Value.Operator is { IsSuccess: true } me ? me.Value.Id : grant.Value.Operator.Problem!;
    }

    /// <summary>Changes the drafts in a conversation, and removes the row when nothing is left.</summary>
    private async Task<DraftRow?> ChangeAsync(LivecallerDbContext db, Guid me, string conversation, Action<DraftRow> change)
    {
        var row = await db.Drafts.FindAsync(me, conversation).ConfigureAwait(false);
        var isNew = row is null;
        row ??= new() { OperatorId = me, ConversationId = conversation };
        change(row);
        (row.Reply, row.Note, row.UpdatedAt) = (NullIfEmpty(row.Reply), NullIfEmpty(row.Note), time.GetUtcNow());
        var isEmpty = row is { Reply: null, Note: null };
        if (isNew && !isEmpty) db.Drafts.Add(row);
        if (!isNew && isEmpty) db.Drafts.Remove(row);
        return isEmpty ? null : row;
    }

    private static string? Read(string? text) => text is null ? null : TextRules.NormalizeLines(text);

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static DraftsPayload ToPayload(ConversationId id, DraftRow? row) => new() { ConversationId = id, Reply = row?.Reply, Note = row?.Note, UpdatedAt = row?.UpdatedAt };
}
