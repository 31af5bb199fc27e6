using System.Globalization;
using Livecaller.Server.Search;

namespace Livecaller.Server.PostgreSql.Storage;

// Full-text search with GIN indexes: https://www.postgresql.org/docs/current/textsearch-indexes.html. Words are a column of the row that they belong to, so
// they are deleted with it.
internal sealed class PostgreSqlSearch : SearchIndex
{
    // A GIN index has no order: what is common is found by reading the newest rows, and what is rare by the index, in growing parts of the table.
    private const int FirstRead = 2_000;
    private const int Growth = 8;

    public override string AddVisitor => """UPDATE "Visitors" SET "Words" = CAST(@1 AS tsvector) WHERE "Id" = @0""";

    public override string WordsOf(params ReadOnlySpan<string?> texts) => PostgreSqlWords.VectorOf(texts);

    public override async Task UpdateAsync(LivecallerDbContext db, SearchChanges changes, CancellationToken cancellationToken)
    {
        foreach (var (row, _) in changes.Messages)
        {
            await db.Database.ExecuteSqlAsync(
                $"""UPDATE "Messages" SET "Words" = CAST({WordsOf(row.Content)} AS tsvector) WHERE "Number" = {row.Number}""", cancellationToken).ConfigureAwait(false);
        }

        foreach (var (row, _) in changes.Visitors)
        {
            await db.Database.ExecuteSqlAsync(
                $"""UPDATE "Visitors" SET "Words" = CAST({WordsOf(row)} AS tsvector) WHERE "Id" = {row.Id}""", cancellationToken).ConfigureAwait(false);
        }

        foreach (var note in changes.Notes)
            await db.Database.ExecuteSqlAsync($"""UPDATE "Notes" SET "Words" = CAST({WordsOf(note.Content)} AS tsvector) WHERE "Id" = {note.Id}""", cancellationToken).ConfigureAwait(false);
    }

    public override Task<(int Messages, int Visitors)> RebuildAsync(LivecallerDbContext db, CancellationToken cancellationToken) =>
        PostgreSqlSearchSchema.FillAsync(db, this, cancellationToken);

    public override async Task<IReadOnlyList<MessageHit>> FindMessagesAsync(
        LivecallerDbContext db, SearchWords words, SearchMode mode, long before, int count, CancellationToken cancellationToken)
    {
        var newest = await db.Messages.Where(m => m.Number < before).MaxAsync(m => (long?)m.Number, cancellationToken).ConfigureAwait(false);
        if (newest is null) return [];
        var query = PostgreSqlWords.QueryOf(words, mode);
        List<MessageHit> hits = [];
        var end = newest.Value + 1;
        for (long size = FirstRead; end > 0 && hits.Count < count; size *= Growth)
        {
            var start = Math.Max(0, end - size);
            var sql = size == FirstRead ? ReadSql(start, end, count) : FindSql(start, end, count - hits.Count);
            await foreach (var hit in ReadAsync(db, sql, query, row => new MessageHit(row.GetInt64(0), row.GetString(1)), cancellationToken).ConfigureAwait(false)) hits.Add(hit);
            end = start;
        }

        return hits;
    }

    public override async Task<IReadOnlyList<string>> FindVisitorsAsync(LivecallerDbContext db, SearchWords words, int count, CancellationToken cancellationToken)
    {
        var query = PostgreSqlWords.QueryOf(words, SearchMode.Beginnings);
        var newest = await ReadAsync(db, string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT "Id" FROM (SELECT "Id", "Words" FROM "Visitors" ORDER BY "Id" DESC LIMIT {FirstRead}) AS v WHERE "Words" @@ CAST($1 AS tsquery) ORDER BY "Id" DESC LIMIT {count}
            """), query, row => row.GetString(0), cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (newest.Count == count) return newest;
        return await ReadAsync(db, string.Create(
            CultureInfo.InvariantCulture,
            $"""
            WITH f AS MATERIALIZED (SELECT "Id" FROM "Visitors" WHERE "Words" @@ CAST($1 AS tsquery)) SELECT "Id" FROM f ORDER BY "Id" DESC LIMIT {count}
            """), query, row => row.GetString(0), cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    public override async Task<IReadOnlyList<NoteHit>> FindNotesAsync(LivecallerDbContext db, SearchWords words, int count, CancellationToken cancellationToken) =>
        await ReadAsync(db, string.Create(
            CultureInfo.InvariantCulture,
            $"""
            WITH f AS MATERIALIZED (SELECT "Id", "ConversationId" FROM "Notes" WHERE "Words" @@ CAST($1 AS tsquery)) SELECT "Id", "ConversationId" FROM f ORDER BY "Id" DESC LIMIT {count}
            """), PostgreSqlWords.QueryOf(words, SearchMode.Beginnings), row => new NoteHit(row.GetString(0), row.GetString(1)), cancellationToken)
            .ToListAsync(cancellationToken).ConfigureAwait(false);

    // The subquery keeps the planner from reading all that the index has of a common word.
    private static string ReadSql(long start, long end, int count) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        SELECT "Number", "ConversationId" FROM (
            SELECT "Number", "ConversationId", "Words" FROM "Messages" WHERE "Number" >= {start} AND "Number" < {end} ORDER BY "Number" DESC LIMIT {FirstRead}) AS m
        WHERE "Words" @@ CAST($1 AS tsquery) ORDER BY "Number" DESC LIMIT {count}
        """);

    // The numbers are literals, so that the command is not prepared and each of them gets its own plan. Materialized, because the planner would otherwise
    // read the table in its order until there are enough.
    private static string FindSql(long start, long end, int count) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        WITH f AS MATERIALIZED (
            SELECT "Number", "ConversationId" FROM "Messages" WHERE "Words" @@ CAST($1 AS tsquery) AND "Number" >= {start} AND "Number" < {end})
        SELECT "Number", "ConversationId" FROM f ORDER BY "Number" DESC LIMIT {count}
        """);

    // Not with EF Core, which would compile each of the texts.
    private static async IAsyncEnumerable<T> ReadAsync<T>(
        LivecallerDbContext db, string sql, string query, Func<NpgsqlDataReader, T> read, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        var command = new NpgsqlCommand(sql, (NpgsqlConnection)db.Database.GetDbConnection()) { Parameters = { new NpgsqlParameter<string> { TypedValue = query } } };
        await using var commandLifetime = command.ConfigureAwait(false);
        var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var rowsLifetime = rows.ConfigureAwait(false);
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false)) yield return read(rows);
    }
}
