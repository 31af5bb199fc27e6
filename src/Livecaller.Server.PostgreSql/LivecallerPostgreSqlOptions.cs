namespace Livecaller.Server.PostgreSql;

/// <summary>How the server reaches PostgreSQL.</summary>
public sealed class LivecallerPostgreSqlOptions
{
    /// <summary>
    /// The connection string, in the form of Npgsql. What it leaves out is set so that a server has at most 40 connections, waits 5 seconds
    /// for one, for a lock or for a new connection, and 15 seconds for a command.
    /// </summary>
    /// <value>The connection string <c>Livecaller</c> of the application's configuration.</value>
    public string? ConnectionString { get; set; }

    /// <summary>Completes the data source, for example with certificates or with a password that changes.</summary>
    /// <value>Null: only the connection string is used.</value>
    public Action<NpgsqlDataSourceBuilder>? ConfigureDataSource { get; set; }
}
