using System.Globalization;

namespace Livecaller.Server.PostgreSql.FromSqlite;

// How far a migration has come: a table of the target that exists until everything is there. Each change is part of the transaction that stores
// what it says, so that a migration can be killed at any point.
internal sealed class MigrationProgress(NpgsqlConnection connection)
{
    /// <summary>What is said to whoever uses the target before.</summary>
    public const string Unfinished = "A migration from SQLite into this database has not finished. Run it again, or drop the database and create it again.";

    private const string Table = "MigrationProgress";
    private const string EpochName = "epoch";
    private const string VersionName = "version";
    private const string TablePrefix = "table/";
    private const string DefinitionPrefix = "definition/";

    /// <summary>The epoch of the source; empty for a backup that no server has used yet.</summary>
    public string? Epoch => Find(EpochName);

    /// <summary>The newest migration of the schema.</summary>
    public string? Version => Find(VersionName);

    /// <summary>The statements that create what was left out of the schema.</summary>
    public List<(string Name, string Sql)> Definitions
    {
        get
        {
            using var command = connection.Command("""SELECT "Name", "Value" FROM "MigrationProgress" WHERE starts_with("Name", $1) ORDER BY "Name" """, DefinitionPrefix);
            using var rows = command.ExecuteReader();
            List<(string, string)> found = [];
            while (rows.Read()) found.Add((rows.GetString(0), rows.GetString(1)));
            return found;
        }
    }

    public static bool Exists(NpgsqlConnection connection) => connection.Exists(Table);

    public void Begin(string epoch, string version)
    {
        using var transaction = connection.BeginTransaction();
        connection.Execute("""CREATE TABLE "MigrationProgress" ("Name" text COLLATE "C" PRIMARY KEY, "Value" text NOT NULL)""");
        Save(EpochName, epoch);
        Save(VersionName, version);
        transaction.Commit();
    }

    /// <summary>The row of a table that was copied last, by its number in SQLite; null when none was.</summary>
    public long? LastRowOf(string table) => Find(TablePrefix + table) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;

    public void SaveLastRow(string table, long row) => Save(TablePrefix + table, row.ToString(CultureInfo.InvariantCulture));

    public void Forget(string table) => Delete(TablePrefix + table);

    public void AddDefinition(string name, string sql) => Save(DefinitionPrefix + name, sql);

    public void Delete(string name) => connection.Execute("""DELETE FROM "MigrationProgress" WHERE "Name" = $1""", name);

    public void End() => connection.Execute("""DROP TABLE "MigrationProgress" """);

    private string? Find(string name) => connection.Scalar("""SELECT "Value" FROM "MigrationProgress" WHERE "Name" = $1""", name) as string;

    private void Save(string name, string value) => connection.Execute(
        """INSERT INTO "MigrationProgress" ("Name", "Value") VALUES ($1, $2) ON CONFLICT ("Name") DO UPDATE SET "Value" = excluded."Value" """, name, value);
}
