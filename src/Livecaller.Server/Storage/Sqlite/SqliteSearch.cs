using System.Globalization;
using Livecaller.Server.Search;

namespace Livecaller.Server.Storage.Sqlite;

// The full-text index: https://sqlite.org/fts5.html. Its texts are words that were folded and separated here, so its tokenizer only splits them at spaces.
internal sealed class SqliteSearch : SearchIndex
{
    private const int RebuiltTogether = 5_000;

    // 2 MB in one transaction.
    private const int MergedPages = 500;

    // A row has no copy of the text of a message. Deleted rows leave by a trigger, whoever deletes them.
    private const string Schema =
        """
        CREATE VIRTUAL TABLE IF NOT EXISTS "MessageSearch" USING fts5("Words", content='', contentless_delete=1, tokenize='ascii', prefix='2 3');
        CREATE VIRTUAL TABLE IF NOT EXISTS "VisitorSearch" USING fts5("VisitorId", "Words", tokenize='ascii', prefix='2 3');
        CREATE VIRTUAL TABLE IF NOT EXISTS "NoteSearch" USING fts5("NoteId", "Words", tokenize='ascii', prefix='2 3');
        CREATE TRIGGER IF NOT EXISTS "TR_Notes_Search" AFTER DELETE ON "Notes" BEGIN
            DELETE FROM "NoteSearch" WHERE rowid IN (SELECT rowid FROM "NoteSearch" WHERE "NoteSearch" MATCH 'NoteId : "' || old."Id" || '"');
        END;
        CREATE TRIGGER IF NOT EXISTS "TR_Messages_Search" AFTER DELETE ON "Messages" BEGIN
            DELETE FROM "MessageSearch" WHERE rowid = old."Number";
        END;
        CREATE TRIGGER IF NOT EXISTS "TR_Visitors_Search" AFTER DELETE ON "Visitors" BEGIN
            DELETE FROM "VisitorSearch" WHERE rowid IN (SELECT rowid FROM "VisitorSearch" WHERE "VisitorSearch" MATCH 'VisitorId : "' || old."Id" || '"');
        END;
        """;

    public override string AddMessage => """INSERT INTO "MessageSearch" (rowid, "Words") VALUES (@0, @1)""";

    public override string AddVisitor => """INSERT INTO "VisitorSearch" ("VisitorId", "Words") VALUES (@0, @1)""";

    public override string WordsOf(params ReadOnlySpan<string?> texts) => SearchTokens.Join(texts);

    /// <summary>Creates the index where it is missing, and fills it.</summary>
    public async Task EnsureAsync(LivecallerDbContext db, CancellationToken cancellationToken)
    {
        var exists = await db.Database.SqlQuery<int>($"SELECT COUNT(*) AS \"Value\" FROM sqlite_master WHERE name = 'NoteSearch'").SingleAsync(cancellationToken).ConfigureAwait(false);
        // A migration that builds a table again drops its triggers.
        await db.Database.ExecuteSqlRawAsync(Schema, cancellationToken).ConfigureAwait(false);
        if (exists == 0) await RebuildAsync(db, cancellationToken).ConfigureAwait(false);
    }

    public override async Task UpdateAsync(LivecallerDbContext db, SearchChanges changes, CancellationToken cancellationToken)
    {
        foreach (var (row, isNew) in changes.Messages)
        {
            if (!isNew) await db.Database.ExecuteSqlAsync($"""DELETE FROM "MessageSearch" WHERE rowid = {row.Number}""", cancellationToken).ConfigureAwait(false);
            await db.Database.ExecuteSqlAsync($"""INSERT INTO "MessageSearch" (rowid, "Words") VALUES ({row.Number}, {WordsOf(row.Content)})""", cancellationToken).ConfigureAwait(false);
        }

        foreach (var (row, isNew) in changes.Visitors)
        {
            if (!isNew)
            {
                await db.Database.ExecuteSqlAsync(
                    $"""DELETE FROM "VisitorSearch" WHERE rowid IN (SELECT rowid FROM "VisitorSearch" WHERE "VisitorSearch" MATCH {IdQuery(row.Id)})""", cancellationToken).ConfigureAwait(false);
            }

            await AddAsync(db, row, cancellationToken).ConfigureAwait(false);
        }

        foreach (var note in changes.Notes) await AddAsync(db, note, cancellationToken).ConfigureAwait(false);
    }

    // A deleted row stays in the index until its part of it is merged: https://sqlite.org/fts5.html#the_merge_command
    public override async Task<bool> ForgetDeletedAsync(LivecallerDbContext db, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync($"PRAGMA secure_delete = ON", cancellationToken).ConfigureAwait(false);
        var before = await ChangesAsync(db, cancellationToken).ConfigureAwait(false);
        await db.Database.ExecuteSqlAsync($"""INSERT INTO "MessageSearch" ("MessageSearch", rank) VALUES ('merge', {-MergedPages})""", cancellationToken).ConfigureAwait(false);
        await db.Database.ExecuteSqlAsync($"""INSERT INTO "VisitorSearch" ("VisitorSearch", rank) VALUES ('merge', {-MergedPages})""", cancellationToken).ConfigureAwait(false);
        await db.Database.ExecuteSqlAsync($"""INSERT INTO "NoteSearch" ("NoteSearch", rank) VALUES ('merge', {-MergedPages})""", cancellationToken).ConfigureAwait(false);
        // Each of the commands counts as one.
        return await ChangesAsync(db, cancellationToken).ConfigureAwait(false) - before > 3;
    }

    private static Task<long> ChangesAsync(LivecallerDbContext db, CancellationToken cancellationToken) =>
        db.Database.SqlQuery<long>($"SELECT total_changes() AS \"Value\"").SingleAsync(cancellationToken);

    public override async Task<(int Messages, int Visitors)> RebuildAsync(LivecallerDbContext db, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlRawAsync("""INSERT INTO "MessageSearch" ("MessageSearch") VALUES ('delete-all'); DELETE FROM "VisitorSearch"; DELETE FROM "NoteSearch";""", cancellationToken).ConfigureAwait(false);
        var (messages, last) = (0, 0L);
        while (true)
        {
            var rows = await db.Messages.AsNoTracking().Where(m => m.Number > last).OrderBy(m => m.Number).Take(RebuiltTogether)
                .Select(m => new { m.Number, m.Content }).ToListAsync(cancellationToken).ConfigureAwait(false);
            if (rows.Count == 0) break;
            var transaction = await db.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using var transactionLifetime = transaction.ConfigureAwait(false);
            foreach (var row in rows)
                await db.Database.ExecuteSqlAsync($"""INSERT INTO "MessageSearch" (rowid, "Words") VALUES ({row.Number}, {WordsOf(row.Content)})""", cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            (messages, last) = (messages + rows.Count, rows[^1].Number);
        }

        var visitors = await db.Visitors.AsNoTracking().Where(v => v.Name != null || v.Email != null || v.Mobile != null || v.Notes != null).ToListAsync(cancellationToken).ConfigureAwait(false);
        var rest = await db.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var restLifetime = rest.ConfigureAwait(false);
        foreach (var visitor in visitors) await AddAsync(db, visitor, cancellationToken).ConfigureAwait(false);
        foreach (var note in await db.Notes.AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false)) await AddAsync(db, note, cancellationToken).ConfigureAwait(false);
        await rest.CommitAsync(cancellationToken).ConfigureAwait(false);
        return (messages, visitors.Count);
    }

    public override async Task<IReadOnlyList<MessageHit>> FindMessagesAsync(
        LivecallerDbContext db, SearchWords words, SearchMode mode, long before, int count, CancellationToken cancellationToken) =>
        await db.Database.SqlQuery<MessageHit>(
            $"""
            SELECT m."Number", m."ConversationId" FROM (
                SELECT rowid AS "Hit" FROM "MessageSearch" WHERE "MessageSearch" MATCH {QueryOf(words, mode)} AND rowid < {before} ORDER BY rowid DESC LIMIT {count}) AS f
            CROSS JOIN "Messages" AS m ON m."Number" = f."Hit"
            """).ToListAsync(cancellationToken).ConfigureAwait(false);

    public override async Task<IReadOnlyList<string>> FindVisitorsAsync(LivecallerDbContext db, SearchWords words, int count, CancellationToken cancellationToken) =>
        await db.Database.SqlQuery<string>(
            $"""
            SELECT "VisitorId" AS "Value" FROM "VisitorSearch" WHERE "VisitorSearch" MATCH {"Words : (" + QueryOf(words, SearchMode.Beginnings) + ")"} ORDER BY rowid DESC LIMIT {count}
            """).ToListAsync(cancellationToken).ConfigureAwait(false);

    public override async Task<IReadOnlyList<NoteHit>> FindNotesAsync(LivecallerDbContext db, SearchWords words, int count, CancellationToken cancellationToken) =>
        await db.Database.SqlQuery<NoteHit>(
            $"""
            SELECT n."Id", n."ConversationId" FROM (
                SELECT rowid AS "Hit", "NoteId" FROM "NoteSearch" WHERE "NoteSearch" MATCH {"Words : (" + QueryOf(words, SearchMode.Beginnings) + ")"} ORDER BY rowid DESC LIMIT {count}) AS f
            CROSS JOIN "Notes" AS n ON n."Id" = f."NoteId" ORDER BY f."Hit" DESC
            """).ToListAsync(cancellationToken).ConfigureAwait(false);

    private Task<int> AddAsync(LivecallerDbContext db, NoteRow note, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync(
        $"""INSERT INTO "NoteSearch" ("NoteId", "Words") VALUES ({note.Id}, {WordsOf(note.Content)})""", cancellationToken);

    private Task<int> AddAsync(LivecallerDbContext db, VisitorRow visitor, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync(
        $"""INSERT INTO "VisitorSearch" ("VisitorId", "Words") VALUES ({visitor.Id}, {WordsOf(visitor)})""", cancellationToken);

    private static string IdQuery(string id) => $"VisitorId : \"{id}\"";

    // Words have no quotation marks. A single letter begins too many others.
    private static string QueryOf(SearchWords words, SearchMode mode) => string.Join(" AND ", words.Phrases.Select(phrase => string.Create(
        CultureInfo.InvariantCulture, $"\"{string.Join(' ', phrase)}\"{(mode == SearchMode.Beginnings && phrase[^1].Length > 1 ? " *" : "")}")));
}
