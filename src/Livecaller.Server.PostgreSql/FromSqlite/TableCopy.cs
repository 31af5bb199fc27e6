using System.Globalization;

namespace Livecaller.Server.PostgreSql.FromSqlite;

// Copies the rows of a table, in the order in which SQLite keeps them. Each batch is a transaction, which says how far it came.
internal sealed class TableCopy(MigrationSource source, NpgsqlConnection target, MigrationProgress progress, MigrationOutput output)
{
    private const int BatchRows = 10_000;

    /// <summary>Copies what is missing.</summary>
    /// <returns>Whether rows of an earlier run were kept.</returns>
    public bool Run(MigratedTable table, CancellationToken cancellationToken)
    {
        if (progress.LastRowOf(table.Name) is not { } last)
        {
            Copy(table, long.MinValue, cancellationToken);
            return false;
        }

        try
        {
            Copy(table, last, cancellationToken);
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // A server has replaced rows since.
            RunAgain(table, cancellationToken);
            return false;
        }
    }

    /// <summary>Copies everything again.</summary>
    public void RunAgain(MigratedTable table, CancellationToken cancellationToken)
    {
        using (var transaction = target.BeginTransaction())
        {
            target.Execute($"TRUNCATE {table.Identifier}");
            progress.Forget(table.Name);
            transaction.Commit();
        }

        output.Print($"{table.Name} has changed since it was copied, and is copied again.");
        Copy(table, long.MinValue, cancellationToken);
    }

    private void Copy(MigratedTable table, long after, CancellationToken cancellationToken)
    {
        var total = source.CountRows(table);
        var copied = after == long.MinValue ? 0 : source.CountRows(table, long.MinValue, after);
        using var command = source.Command(string.Create(
            CultureInfo.InvariantCulture, $"SELECT rowid, {table.ColumnList} FROM {table.Identifier} WHERE rowid > {after} ORDER BY rowid"));
        using var rows = command.ExecuteReader();
        var more = rows.Read();
        while (more)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var transaction = target.BeginTransaction();
            long last = 0;
            using (var importer = target.BeginBinaryImport($"COPY {table.Identifier} ({table.ColumnList}) FROM STDIN (FORMAT BINARY)"))
            {
                for (var count = 0; more && count < BatchRows; count++, copied++, more = rows.Read())
                {
                    last = rows.GetInt64(0);
                    importer.StartRow();
                    for (var i = 0; i < table.Columns.Count; i++)
                    {
                        if (table.Columns[i].FromSqlite(rows, i + 1) is { } value) importer.Write(value, table.Columns[i].Type);
                        else importer.WriteNull();
                    }
                }

                importer.Complete();
            }

            progress.SaveLastRow(table.Name, last);
            transaction.Commit();
            output.Progress(table.Name, copied, total);
        }
    }
}
