using System.Xml.Linq;
using Livecaller.Server.PostgreSql.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Livecaller.Server.PostgreSql.Keys;

// Keeps the server's keys in a table of the database, so that all servers have the same. They are needed before the schema is brought up to date,
// so the table is not part of it.
internal sealed class PostgreSqlKeys(PostgreSqlSource source) : IKeyStore, IXmlRepository
{
    private const string RingPrefix = "keyring/";
    private const string CreateSql = """CREATE TABLE IF NOT EXISTS "ServerKeys" ("Name" text PRIMARY KEY, "Value" text NOT NULL)""";
    private const string ReadSql = """SELECT "Name", "Value" FROM "ServerKeys" WHERE starts_with("Name", $1)""";
    private const string SaveSql = """INSERT INTO "ServerKeys" ("Name", "Value") VALUES ($1, $2) ON CONFLICT ("Name") DO UPDATE SET "Value" = excluded."Value" """;
    private const string OwnPrefix = "server/";

    public string Location => "the table ServerKeys of the database";

    public string RingLocation => Location;

    public IXmlRepository Ring => this;

    public IDictionary<string, string> LoadOrCreate(Func<IDictionary<string, string>> create) => Use(connection =>
    {
        PostgreSqlServer.Require(connection);
        using var transaction = connection.BeginTransaction();
        // Two servers that start at once would each create the table, or their own keys.
        Execute(connection, "SELECT pg_advisory_xact_lock($1)", AdvisoryLocks.Keys);
        if (Scalar(connection, """SELECT to_regclass('"ServerKeys"') IS NULL""") is true) Execute(connection, CreateSql);
        IDictionary<string, string> keys = Read(connection, OwnPrefix);
        if (keys.Count == 0) Save(connection, keys = create());
        transaction.Commit();
        return keys;
    });

    public void Save(IDictionary<string, string> keys) => Use(connection =>
    {
        using var transaction = connection.BeginTransaction();
        Execute(connection, """DELETE FROM "ServerKeys" WHERE starts_with("Name", $1)""", OwnPrefix);
        Save(connection, keys);
        transaction.Commit();
        return true;
    });

    /// <summary>Replaces all keys by those of another store.</summary>
    /// <param name="keys">The keys that sign.</param>
    /// <param name="ring">The keys that encrypt, by the names that they were stored with.</param>
    public void Replace(IDictionary<string, string> keys, IEnumerable<(string Name, XElement Element)> ring) => Use(connection =>
    {
        using var transaction = connection.BeginTransaction();
        Execute(connection, CreateSql);
        Execute(connection, """DELETE FROM "ServerKeys" """);
        Save(connection, keys);
        foreach (var (name, element) in ring) Execute(connection, SaveSql, RingPrefix + name, element.ToString(SaveOptions.DisableFormatting));
        transaction.Commit();
        return true;
    });

    public IReadOnlyCollection<XElement> GetAllElements() => Use(connection => Read(connection, RingPrefix).Values.Select(XElement.Parse).ToList());

    public void StoreElement(XElement element, string friendlyName) => Use(connection =>
    {
        Execute(connection, SaveSql, RingPrefix + friendlyName, element.ToString(SaveOptions.DisableFormatting));
        return true;
    });

    private T Use<T>(Func<NpgsqlConnection, T> work)
    {
        try
        {
            using var connection = source.Source.OpenConnection();
            return work(connection);
        }
        catch (NpgsqlException e)
        {
            throw PostgreSqlServer.CannotOpen(e);
        }
    }

    private static void Save(NpgsqlConnection connection, IDictionary<string, string> keys)
    {
        foreach (var (name, value) in keys) Execute(connection, SaveSql, OwnPrefix + name, value);
    }

    private static Dictionary<string, string> Read(NpgsqlConnection connection, string prefix)
    {
        using var command = Command(connection, ReadSql, prefix);
        using var row = command.ExecuteReader();
        Dictionary<string, string> found = [];
        while (row.Read()) found[row.GetString(0)[prefix.Length..]] = row.GetString(1);
        return found;
    }

    private static void Execute(NpgsqlConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        using var command = Command(connection, sql, values);
        command.ExecuteNonQuery();
    }

    private static object? Scalar(NpgsqlConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        return command.ExecuteScalar();
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
