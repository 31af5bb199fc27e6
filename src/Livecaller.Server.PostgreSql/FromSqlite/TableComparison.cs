using System.Data.Common;

namespace Livecaller.Server.PostgreSql.FromSqlite;

// Compares a table by its rows in both databases.
internal sealed class TableComparison(MigrationSource source, NpgsqlConnection target)
{
    /// <summary>Returns the checksum of the source, and whether the target has the same.</summary>
    public async Task<(TableChecksum Source, bool IsSame)> RunAsync(MigratedTable table, CancellationToken cancellationToken)
    {
        var sql = $"SELECT {table.ColumnList} FROM {table.Identifier}";
        // Each on its own connection.
        var theirs = Task.Run(() => Sum(target.Command(sql), table, static (column, row, i) => column.FromPostgreSql(row, i), cancellationToken), cancellationToken);
        var ours = Task.Run(() => Sum(source.Command(sql), table, static (column, row, i) => column.FromSqlite(row, i), cancellationToken), cancellationToken);
        await Task.WhenAll(theirs, ours).ConfigureAwait(false);
        return (await ours.ConfigureAwait(false), (await ours.ConfigureAwait(false)).IsSameAs(await theirs.ConfigureAwait(false)));
    }

    private static TableChecksum Sum(DbCommand command, MigratedTable table, Func<MigratedColumn, DbDataReader, int, object?> read, CancellationToken cancellationToken)
    {
        using (command)
        {
            using var row = command.ExecuteReader();
            var checksum = new TableChecksum();
            while (row.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                table.AddTo(checksum, row, read);
            }

            return checksum;
        }
    }
}
