namespace Livecaller.Server.PostgreSql.FromSqlite;

/// <summary>The database that is filled.</summary>
/// <param name="Setting">The option or setting that names it.</param>
/// <param name="ConnectionString">The connection string.</param>
internal sealed record MigrationConnection(string Setting, string? ConnectionString)
{
    /// <summary>The connection string with what a migration needs.</summary>
    /// <exception cref="LivecallerStartupException">It is missing or invalid.</exception>
    public string Checked()
    {
        if (string.IsNullOrWhiteSpace(ConnectionString))
            throw new LivecallerStartupException("No database is named to migrate to: use --connection, or set ConnectionStrings:Livecaller to the connection string of an empty PostgreSQL database.");
        try
        {
            // An index on many rows takes its time.
            return new NpgsqlConnectionStringBuilder(ConnectionString) { CommandTimeout = 0 }.ToString();
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new LivecallerStartupException($"{Setting} is not a connection string of PostgreSQL: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }
}
