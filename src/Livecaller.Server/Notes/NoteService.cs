using System.Text.Json;
using Livecaller.Server.Conversations;
using Livecaller.Server.EventLog;
using Livecaller.Server.Hosting;
using Livecaller.Server.Operators;

namespace Livecaller.Server.Notes;

internal sealed class NoteService(
    IDbContextFactory<LivecallerDbContext> contexts, ConversationLog log, LogEpoch epoch, OperatorAccess access, IOptions<LivecallerServerOptions> options) : INoteService
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 100;

    public async Task<Outcome<DataPage<NotePayload>>> ListAsync(
        OperatorCaller caller, ConversationId id, long? before, int? limit, CancellationToken cancellationToken = default)
    {
        if (await RefuseAsync(caller, cancellationToken).ConfigureAwait(false) is { } refused) return refused;
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        if (!await db.Conversations.AnyAsync(c => c.Id == id.Value, cancellationToken).ConfigureAwait(false)) return Problems.NotFound("conversation");
        var count = Math.Clamp(limit ?? DefaultLimit, 1, MaxLimit);
        var rows = await db.OperatorEvents.AsNoTracking().Where(e => e.ConversationId == id.Value && e.Type == OperatorEventNames.ConversationNote && e.Sequence < (before ?? long.MaxValue))
            .OrderByDescending(e => e.Sequence).Take(count + 1).Select(e => e.Data).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new DataPage<NotePayload>([.. rows.Take(count).Reverse().Select(Read)], rows.Count > count);
    }

    public async Task<Outcome<NotePayload>> AddAsync(OperatorCaller caller, ConversationId id, AddNoteRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var grant = await access.CheckAsync(caller, OperatorPermission.Converse, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        var author = grant.Value.Operator;
        if (!author.IsSuccess) return author.Problem;
        if (NoteRules.Check(request, options.Value.Limits.MaxMessageCharacters) is { } fault) return fault;
        var (noteId, content) = (request.Id!.ToLowerInvariant(), TextRules.NormalizeLines(request.Content!).Trim());
        return await log.WriteAsync<Outcome<NotePayload>>(id.Value, async writer =>
        {
            var db = writer.Db;
            if (await db.Conversations.FindAsync(id.Value).ConfigureAwait(false) is not { } conversation) return Problems.NotFound("conversation");
            if (await db.Notes.FindAsync(noteId).ConfigureAwait(false) is { } earlier) return await RepeatAsync(db, earlier, id, author.Value, content).ConfigureAwait(false);
            var mentions = await MentionedAsync(writer, request.Mentions ?? []).ConfigureAwait(false);
            if (!mentions.IsSuccess) return mentions.Problem;
            var note = new NotePayload
            {
                Id = noteId,
                ConversationId = id,
                OperatorSequence = conversation.OperatorSequence + 1,
                Author = ConversationPayloads.ToSummary(author.Value),
                Content = content,
                Mentions = [.. mentions.Value.Select(ConversationPayloads.ToSummary)],
                CreatedAt = writer.Now,
            };
            db.Notes.Add(new() { Id = noteId, ConversationId = id.Value, Sequence = note.OperatorSequence, AuthorId = author.Value.Id, Content = content });
            await Mentions.AddAsync(writer, conversation, author.Value.Id, mentions.Value.Select(m => m.Id)).ConfigureAwait(false);
            writer.AppendForOperators(conversation, OperatorEventNames.ConversationNote, note, OperatorJson.Default.NotePayload);
            return Outcome<NotePayload>.Created(note);
        }, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Outcome<bool>> MarkMentionsReadAsync(OperatorCaller caller, ConversationId id, CancellationToken cancellationToken = default)
    {
        var grant = await access.CheckAsync(caller, OperatorPermission.Converse, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        var reader = grant.Value.Operator;
        if (!reader.IsSuccess) return reader.Problem;
        using (var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!await db.Conversations.AnyAsync(c => c.Id == id.Value, cancellationToken).ConfigureAwait(false)) return Problems.NotFound("conversation");
            // Looked at before the write lock is waited for: a mark that changes nothing must not take a turn.
            if (!await db.Mentions.AnyAsync(m => m.OperatorId == reader.Value.Id && m.ConversationId == id.Value && !m.IsRead, cancellationToken).ConfigureAwait(false)) return true;
        }

        return await log.WriteAsync<Outcome<bool>>(id.Value, async writer =>
        {
            if (await writer.Db.Conversations.FindAsync(id.Value).ConfigureAwait(false) is not { } conversation) return Problems.NotFound("conversation");
            await Mentions.MarkReadAsync(writer, conversation, reader.Value.Id).ConfigureAwait(false);
            return true;
        }, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Outcome<TagsPayload>> SetTagsAsync(OperatorCaller caller, ConversationId id, SetTagsRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var grant = await access.CheckAsync(caller, OperatorPermission.Converse, cancellationToken).ConfigureAwait(false);
        if (!grant.IsSuccess) return grant.Problem;
        var tags = NoteRules.ReadTags(request.Tags);
        if (!tags.IsSuccess) return tags.Problem;
        return await log.WriteAsync<Outcome<TagsPayload>>(id.Value, async writer =>
        {
            if (await writer.Db.Conversations.FindAsync(id.Value).ConfigureAwait(false) is not { } conversation) return Problems.NotFound("conversation");
            var set = await TagChanges.SetAsync(writer, conversation, tags.Value, grant.Value.Account).ConfigureAwait(false);
            return set.Value!;
        }, cancellationToken).ConfigureAwait(false);
    }

    public async Task<Outcome<DataPage<string>>> ListTagsAsync(OperatorCaller caller, CancellationToken cancellationToken = default)
    {
        if (await RefuseAsync(caller, cancellationToken).ConfigureAwait(false) is { } refused) return refused;
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        return new DataPage<string>(await db.ConversationTags.Select(t => t.Tag).Distinct().OrderBy(t => t).ToListAsync(cancellationToken).ConfigureAwait(false), false);
    }

    public async Task<Outcome<OperatorEventPage>> ReadEventsAsync(
        OperatorCaller caller, ConversationId id, long after, int? limit, CancellationToken cancellationToken = default)
    {
        if (await RefuseAsync(caller, cancellationToken).ConfigureAwait(false) is { } refused) return refused;
        using var db = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        var count = Math.Clamp(limit ?? LogReader.DefaultEvents, 1, LogReader.MaxEvents);
        // Before the events: what is stored between the two queries belongs to the next page.
        if (await db.Conversations.Where(c => c.Id == id.Value).Select(c => (long?)c.OperatorSequence).SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false) is not { } last)
            return Problems.NotFound("conversation");
        var rows = await db.OperatorEvents.AsNoTracking().Where(e => e.ConversationId == id.Value && e.Sequence > after && e.Sequence <= last)
            .OrderBy(e => e.Sequence).Take(count).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new OperatorEventPage([.. rows.Select(ToEvent)], last) { Epoch = epoch.Current };
    }

    private async Task<Problem?> RefuseAsync(OperatorCaller caller, CancellationToken cancellationToken) =>
        (await access.CheckAsync(caller, OperatorPermission.Converse, cancellationToken).ConfigureAwait(false)).Problem;

    private static async Task<Outcome<NotePayload>> RepeatAsync(LivecallerDbContext db, NoteRow earlier, ConversationId id, LivecallerOperator author, string content)
    {
        if (earlier.ConversationId != id.Value || earlier.AuthorId != author.Id || earlier.Content != content) return Problems.Conflict("The id belongs to another note.");
        return Read(await db.OperatorEvents.Where(e => e.ConversationId == id.Value && e.Sequence == earlier.Sequence).Select(e => e.Data).SingleAsync().ConfigureAwait(false));
    }

    // Who is locked out is told nothing, so whoever writes has to mention somebody else.
    private static async Task<Outcome<List<LivecallerOperator>>> MentionedAsync(LogWriter writer, IReadOnlyList<OperatorId> mentions)
    {
        List<LivecallerOperator> found = [];
        foreach (var mention in mentions.Distinct())
        {
            var id = Guid.TryParse(mention.Value, out var parsed) ? parsed : Guid.Empty;
            if (await writer.Db.Users.SingleOrDefaultAsync(u => u.Id == id).ConfigureAwait(false) is not { } account)
                return Problems.Invalid("mentions", $"There is no operator '{TextRules.Shorten(mention.Value)}'.");
            if (!await writer.Db.Users.Where(OperatorAccess.IsUnlocked(writer.Now)).AnyAsync(u => u.Id == id).ConfigureAwait(false))
                return Problems.Invalid("mentions", $"{account.DisplayName} is locked out and can't be mentioned.");
            found.Add(account);
        }

        return found;
    }

    private static OperatorEvent ToEvent(OperatorEventRow row) =>
        new() { OperatorSequence = row.Sequence, Type = row.Type, Data = JsonElement.Parse(row.Data), CreatedAt = row.CreatedAt };

    private static NotePayload Read(string data) => JsonSerializer.Deserialize(data, OperatorJson.Default.NotePayload)!;
}
