using System.CommandLine;
using System.Globalization;
using Livecaller.Server.Administration;
using Livecaller.Server.PostgreSql.FromSqlite;

namespace Livecaller.Host.Commands;

/// <summary><c>migrate</c>.</summary>
internal static class MigrateCommand
{
    private const string DatabaseSetting = "Livecaller:Database";
    private const string ConnectionSetting = "ConnectionStrings:Livecaller";

    public static Command Create(string[] settings)
    {
        var to = new Option<string>("--to") { Description = "Where the data is copied to.", Required = true };
        to.AcceptOnlyFromAmong("postgres");
        var connection = new Option<string?>("--connection")
        {
            Description = "The connection string of an empty PostgreSQL database. By default that of ConnectionStrings:Livecaller.",
        };
        var command = new Command(
            "migrate",
            "Copies the data of a SQLite database and the keys into an empty PostgreSQL database. The server must not run. A migration that is interrupted is "
            + "continued when the command is run again.") { to, connection };
        command.SetAction((parsed, cancellationToken) => RunAsync(settings, parsed.GetValue(connection), cancellationToken));
        return command;
    }

    private static Task<int> RunAsync(string[] settings, string? connectionString, CancellationToken cancellationToken)
    {
        MigrationConnection target = new("--connection", connectionString);
        return CommandRun.RunAsync(
            settings, DataDirectoryUse.Existing,
            async services =>
            {
                try
                {
                    Print(await ActivatorUtilities.CreateInstance<SqliteMigration>(services).RunAsync(target, Console.WriteLine, cancellationToken));
                    return 0;
                }
                catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
                {
                    await Console.Error.WriteLineAsync("The migration was interrupted. Run the command again to continue it.");
                    return 1;
                }
            },
            builder => target = UseSqlite(builder, target));
    }

    private static void Print(MigrationResult copied)
    {
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{copied.Rows:N0} rows of {copied.Tables} tables and the keys are in PostgreSQL after {copied.Duration.TotalSeconds:0.0} s, {copied.Rows / copied.Duration.TotalSeconds:N0} rows a second."));
        Console.WriteLine($"Start the server with {DatabaseSetting}=postgres and {ConnectionSetting}. The SQLite database is unchanged.");
    }

    // The settings may be those of the server after the migration: the source is SQLite in any case. With --connection, the connection string is
    // that of the source, unless it belongs to PostgreSQL.
    private static MigrationConnection UseSqlite(WebApplicationBuilder builder, MigrationConnection target)
    {
        var configured = builder.Configuration[ConnectionSetting];
        var isOfTarget = target.ConnectionString is null || string.Equals(builder.Configuration[DatabaseSetting], "postgres", StringComparison.OrdinalIgnoreCase);
        builder.Configuration[DatabaseSetting] = "sqlite";
        if (isOfTarget) builder.Configuration[ConnectionSetting] = null;
        return target.ConnectionString is null ? new(ConnectionSetting, configured) : target;
    }
}
