using System.Globalization;
using Livecaller.Bench.Hosting;
using Microsoft.Data.Sqlite;

namespace Livecaller.Bench.Soak;

/// <summary>The number of rows in each table and of attachment files on a server.</summary>
internal sealed record StoredRows(IReadOnlyDictionary<string, long> Tables, long Files)
{
    public static StoredRows Count(HostProcess host)
    {
        using var connection = new SqliteConnection($"Data Source={host.DatabaseFile};Mode=ReadOnly;Pooling=False");
        connection.Open();
        List<string> names = [];
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_\\_%' ESCAPE '\\' ORDER BY name";
            using var reader = command.ExecuteReader();
            while (reader.Read()) names.Add(reader.GetString(0));
        }

        return new(names.ToDictionary(name => name, name => Rows(connection, name)), Directory.EnumerateFiles(Path.Combine(host.DataDirectory, "attachments")).LongCount());
    }

    private static long Rows(SqliteConnection connection, string table)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The table name comes from the database.
        command.CommandText = $"SELECT COUNT(*) FROM \"{table}\"";
#pragma warning restore CA2100
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
