using System.Globalization;

namespace Livecaller.Server.PostgreSql.Storage;

// What a database must be for the server to use it.
internal static class PostgreSqlServer
{
    private const int OldestVersion = 13;

    /// <exception cref="LivecallerStartupException">It is too old, has another encoding or takes no changes.</exception>
    public static void Require(NpgsqlConnection connection)
    {
        if (connection.PostgreSqlVersion.Major < OldestVersion)
            throw new LivecallerStartupException(string.Create(CultureInfo.InvariantCulture, $"PostgreSQL {OldestVersion} or newer is needed; this is {connection.PostgreSqlVersion}."));
        if (Text("SHOW server_encoding") is var encoding && encoding != "UTF8")
            throw new LivecallerStartupException($"The database has the encoding {encoding}; expected UTF8. Create it with ENCODING 'UTF8'.");
        if (Text("SELECT pg_is_in_recovery()::text") == "true")
            throw new LivecallerStartupException("The database is a standby that only answers reads. Connect to the primary.");
        if (Text("SHOW default_transaction_read_only") == "on")
            throw new LivecallerStartupException("The database is read-only (default_transaction_read_only is on).");

        string? Text(string sql)
        {
            using var command = new NpgsqlCommand(sql, connection);
            return command.ExecuteScalar() as string;
        }
    }

    /// <summary>The error of a start that could not reach the database.</summary>
    public static LivecallerStartupException CannotOpen(Exception cause) =>
        new($"The database cannot be opened: {(cause.InnerException is { } inner && cause is not PostgresException ? $"{cause.Message}: {inner.Message}" : cause.Message).ReplaceLineEndings(" ")}", cause);
}
