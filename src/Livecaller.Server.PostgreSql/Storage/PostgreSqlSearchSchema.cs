using Livecaller.Server.Search;

namespace Livecaller.Server.PostgreSql.Storage;

// The columns and indexes of the search. They are not in the model: EF Core would read the words with each row.
internal static class PostgreSqlSearchSchema
{
    private const int FilledTogether = 1_000;

    private const string Columns =
        """
        ALTER TABLE "Messages" ADD COLUMN IF NOT EXISTS "Words" tsvector;
        ALTER TABLE "Notes" ADD COLUMN IF NOT EXISTS "Words" tsvector;
        ALTER TABLE "Visitors" ADD COLUMN IF NOT EXISTS "Words" tsvector;
        """;

    // What was stored last is in a list that each search reads as well: https://www.postgresql.org/docs/current/gin.html#GIN-FAST-UPDATE. It is kept short.
    private const string Indexes =
        """
        CREATE INDEX IF NOT EXISTS "IX_Notes_Words" ON "Notes" USING gin ("Words") WITH (gin_pending_list_limit = 256);
        CREATE INDEX IF NOT EXISTS "IX_Visitors_Words" ON "Visitors" USING gin ("Words") WITH (gin_pending_list_limit = 256);
        CREATE INDEX IF NOT EXISTS "IX_Messages_Words" ON "Messages" USING gin ("Words") WITH (gin_pending_list_limit = 256);
        """;

    /// <summary>Creates the columns where they are missing, fills them, and creates the indexes when everything is there: a start that is killed does it again.</summary>
    public static async Task EnsureAsync(LivecallerDbContext db, SearchIndex search, CancellationToken cancellationToken)
    {
        if (await db.Database.SqlQuery<bool>($"""SELECT to_regclass('"IX_Messages_Words"') IS NOT NULL AS "Value" """).SingleAsync(cancellationToken).ConfigureAwait(false)) return;
        await db.Database.ExecuteSqlRawAsync(Columns, cancellationToken).ConfigureAwait(false);
        await FillAsync(db, search, cancellationToken).ConfigureAwait(false);
        await db.Database.ExecuteSqlRawAsync(Indexes, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stores the words of all rows again. Other servers can write at the same time.</summary>
    /// <returns>The number of messages and visitors.</returns>
    public static async Task<(int Messages, int Visitors)> FillAsync(LivecallerDbContext db, SearchIndex search, CancellationToken cancellationToken)
    {
        var (messages, last) = (0, 0L);
        while (await FillMessagesAsync(db, search, last, cancellationToken).ConfigureAwait(false) is { Count: > 0 } filled) (messages, last) = (messages + filled.Count, filled.Last);
        var (visitors, lastId) = (0, "");
        while (await FillVisitorsAsync(db, search, lastId, cancellationToken).ConfigureAwait(false) is { Count: > 0 } filled) (visitors, lastId) = (visitors + filled.Count, filled.Last);
        for (var note = ""; note is not null;) note = await FillNotesAsync(db, search, note, cancellationToken).ConfigureAwait(false);
        return (messages, visitors);
    }

    // Locked, so that the words are of the text that is stored.
    private static async Task<(int Count, long Last)> FillMessagesAsync(LivecallerDbContext db, SearchIndex search, long after, CancellationToken cancellationToken)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var transactionLifetime = transaction.ConfigureAwait(false);
        var rows = await db.Database.SqlQuery<MessageText>(
            $"""SELECT "Number", "Content" FROM "Messages" WHERE "Number" > {after} ORDER BY "Number" LIMIT {FilledTogether} FOR NO KEY UPDATE""").ToListAsync(cancellationToken).ConfigureAwait(false);
        var (numbers, words) = (rows.ConvertAll(r => r.Number), rows.ConvertAll(r => search.WordsOf(r.Content)));
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE "Messages" AS m SET "Words" = w."Words" FROM (SELECT unnest({numbers}) AS "Number", CAST(unnest({words}) AS tsvector) AS "Words") AS w
            WHERE m."Number" = w."Number" AND m."Words" IS DISTINCT FROM w."Words"
            """, cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return (rows.Count, rows.Count == 0 ? after : rows[^1].Number);
    }

    private static async Task<(int Count, string Last)> FillVisitorsAsync(LivecallerDbContext db, SearchIndex search, string after, CancellationToken cancellationToken)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var transactionLifetime = transaction.ConfigureAwait(false);
        var rows = await db.Database.SqlQuery<VisitorTexts>(
            $"""
            SELECT "Id", coalesce("Name", '') AS "Name", coalesce("Email", '') AS "Email", coalesce("Mobile", '') AS "Mobile", coalesce("Notes", '') AS "Notes"
            FROM "Visitors" WHERE "Id" > {after} AND coalesce("Name", "Email", "Mobile", "Notes") IS NOT NULL
            ORDER BY "Id" LIMIT {FilledTogether} FOR NO KEY UPDATE
            """).ToListAsync(cancellationToken).ConfigureAwait(false);
        var (ids, words) = (rows.ConvertAll(r => r.Id), rows.ConvertAll(r => search.WordsOf(r.Name, r.Email, r.Mobile, r.Notes)));
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE "Visitors" AS v SET "Words" = w."Words" FROM (SELECT unnest({ids}) AS "Id", CAST(unnest({words}) AS tsvector) AS "Words") AS w
            WHERE v."Id" = w."Id" AND v."Words" IS DISTINCT FROM w."Words"
            """, cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return (rows.Count, rows.Count == 0 ? after : rows[^1].Id);
    }

    // Notes are not changed, so nobody else writes their words.
    private static async Task<string?> FillNotesAsync(LivecallerDbContext db, SearchIndex search, string after, CancellationToken cancellationToken)
    {
        var rows = await db.Database.SqlQuery<NoteText>(
            $"""SELECT "Id", "Content" FROM "Notes" WHERE "Id" > {after} ORDER BY "Id" LIMIT {FilledTogether}""").ToListAsync(cancellationToken).ConfigureAwait(false);
        if (rows.Count == 0) return null;
        var (ids, words) = (rows.ConvertAll(r => r.Id), rows.ConvertAll(r => search.WordsOf(r.Content)));
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE "Notes" AS n SET "Words" = w."Words" FROM (SELECT unnest({ids}) AS "Id", CAST(unnest({words}) AS tsvector) AS "Words") AS w
            WHERE n."Id" = w."Id" AND n."Words" IS DISTINCT FROM w."Words"
            """, cancellationToken).ConfigureAwait(false);
        return rows[^1].Id;
    }

    private sealed record NoteText(string Id, string Content);

    private sealed record MessageText(long Number, string Content);

    private sealed record VisitorTexts(string Id, string Name, string Email, string Mobile, string Notes);
}
