namespace Livecaller.Server.PostgreSql.FromSqlite;

// Indexes and foreign keys are created after the rows, which takes a part of the time, and lets the tables be copied in any order.
internal static class DeferredSchema
{
    // Primary keys stay: a row that is copied twice is noticed.
    private const string FindSql =
        """
        SELECT format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)),
            format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname), format('1/%s/%s', conrelid::regclass, conname)
        FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY (SELECT to_regclass(format('%I', t)) FROM unnest($1) AS t)
        UNION ALL
        SELECT pg_get_indexdef(indexrelid), format('DROP INDEX %s', indexrelid::regclass), format('0/%s', indexrelid::regclass)
        FROM pg_index WHERE indrelid = ANY (SELECT to_regclass(format('%I', t)) FROM unnest($1) AS t)
            AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))
        """;

    /// <summary>Removes them from the schema, and keeps their definitions.</summary>
    public static void Remove(NpgsqlConnection connection, MigrationProgress progress, IEnumerable<string> tables)
    {
        using var transaction = connection.BeginTransaction();
        List<(string Create, string Drop, string Name)> found = [];
        using (var command = connection.Command(FindSql, (object)tables.ToArray()))
        {
            using var rows = command.ExecuteReader();
            while (rows.Read()) found.Add((rows.GetString(0), rows.GetString(1), rows.GetString(2)));
        }

        // A foreign key needs the index that it refers to.
        foreach (var (create, drop, name) in found.OrderByDescending(f => f.Name, StringComparer.Ordinal))
        {
            progress.AddDefinition(name, create);
            connection.Execute(drop);
        }

        transaction.Commit();
    }

    /// <summary>Creates them again.</summary>
    public static void Create(NpgsqlConnection connection, MigrationProgress progress, CancellationToken cancellationToken)
    {
        foreach (var (name, sql) in progress.Definitions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var transaction = connection.BeginTransaction();
            connection.Execute(sql);
            progress.Delete(name);
            transaction.Commit();
        }
    }
}
