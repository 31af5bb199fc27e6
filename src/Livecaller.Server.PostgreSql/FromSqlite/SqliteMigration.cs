using Livecaller.Server.PostgreSql.Storage;
using Livecaller.Server.Storage.Sqlite;

namespace Livecaller.Server.PostgreSql.FromSqlite;

/// <summary>What a migration has copied.</summary>
/// <param name="Tables">The number of tables.</param>
/// <param name="Rows">The number of their rows.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record MigrationResult(int Tables, long Rows, TimeSpan Duration);

// Copies the SQLite database and the keys of a data directory into an empty PostgreSQL database. Attachments stay where they are. A run that is
// killed is continued by the next one.
internal sealed class SqliteMigration(
    DataDirectory directory, ServerKeys serverKeys, IKeyStore keys, SqliteOpening opening, IDbContextFactory<LivecallerDbContext> contexts, TimeProvider time)
{
    /// <exception cref="LivecallerStartupException">Source or target can't be used, or a value can't be copied.</exception>
    public async Task<MigrationResult> RunAsync(MigrationConnection connection, Action<string> print, CancellationToken cancellationToken)
    {
        if ((directory.Fault ?? serverKeys.Fault) is { } fault) throw fault;
        var (start, output) = (time.GetTimestamp(), new MigrationOutput(print, time));
        var source = await MigrationSource.OpenAsync(contexts, opening, cancellationToken).ConfigureAwait(false);
        await using var sourceLifetime = source.ConfigureAwait(false);
        var target = await MigrationTarget.OpenAsync(connection, output, cancellationToken).ConfigureAwait(false);
        await using var targetLifetime = target.ConfigureAwait(false);
        if (await target.BeginAsync(source.Epoch, cancellationToken).ConfigureAwait(false)) output.Print("A migration that was interrupted is continued.");
        target.Keys.Replace(keys.LoadOrCreate(() => throw new LivecallerStartupException($"There are no keys in {keys.Location}.")), MigrationSource.ReadRing(directory));
        var rows = await CopyAsync(source, target, output, cancellationToken).ConfigureAwait(false);
        await FinishAsync(source, target, output, cancellationToken).ConfigureAwait(false);
        return new(target.Tables.Count, rows, time.GetElapsedTime(start));
    }

    private static async Task<long> CopyAsync(MigrationSource source, MigrationTarget target, MigrationOutput output, CancellationToken cancellationToken)
    {
        var copy = new TableCopy(source, target.Connection, target.Progress, output);
        var comparison = new TableComparison(source, target.Connection);
        var rows = 0L;
        foreach (var table in target.Tables)
        {
            var isOlder = copy.Run(table, cancellationToken);
            var (checksum, isSame) = await comparison.RunAsync(table, cancellationToken).ConfigureAwait(false);
            if (!isSame && isOlder)
            {
                copy.RunAgain(table, cancellationToken);
                (checksum, isSame) = await comparison.RunAsync(table, cancellationToken).ConfigureAwait(false);
            }

            if (!isSame) throw new LivecallerStartupException($"The rows of {table.Name} are not the same in both databases after they were copied. Is another program changing one of them?");
            if (checksum.Rows > 0) output.Compared(table.Name, checksum);
            rows += checksum.Rows;
        }

        return rows;
    }

    private static async Task FinishAsync(MigrationSource source, MigrationTarget target, MigrationOutput output, CancellationToken cancellationToken)
    {
        output.Print("Creating indexes and foreign keys.");
        try
        {
            DeferredSchema.Create(target.Connection, target.Progress, cancellationToken);
        }
        catch (PostgresException e)
        {
            throw new LivecallerStartupException($"An index or a foreign key can't be created: {e.MessageText}{(e.Detail is { } detail ? $" ({detail})" : "")}. SQLite accepts what PostgreSQL refuses here.", e);
        }

        foreach (var table in target.Tables) ContinueNumbers(source, target.Connection, table);
        output.Print("Building the index of the search.");
        await PostgreSqlSearchSchema.EnsureAsync(target.Db, new PostgreSqlSearch(), cancellationToken).ConfigureAwait(false);
        // The next start would read everything without statistics.
        target.Connection.Execute($"VACUUM (ANALYZE) {string.Join(", ", target.Tables.Select(t => t.Identifier))}");
        target.Progress.End();
    }

    // The numbers that the database gives itself go on after the highest one.
    private static void ContinueNumbers(MigrationSource source, NpgsqlConnection target, MigratedTable table)
    {
        foreach (var column in table.Columns)
        {
            if (target.Scalar("SELECT pg_get_serial_sequence($1, $2)", table.Identifier, column.Name) is not string sequence) continue;
            var highest = source.HighestNumber(table, column.Name);
            if (highest > 0) target.Scalar("SELECT setval($1::regclass, $2)", sequence, highest);
        }
    }
}
