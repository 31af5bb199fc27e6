using System.Globalization;
using Microsoft.Extensions.Options;

namespace Livecaller.Server.PostgreSql.Storage;

// The connections of this server.
internal sealed class PostgreSqlSource(IOptions<LivecallerPostgreSqlOptions> options) : IAsyncDisposable, IDisposable
{
    private const int MaxConnections = 40;
    private const int ConnectSeconds = 5;
    private const int CommandSeconds = 15;
    private const int LockMilliseconds = 5000;
    private const int PreparedCommands = 200;

    private readonly Lazy<NpgsqlDataSource> _source = new(() => Create(options.Value));

    /// <exception cref="LivecallerStartupException">The connection string is missing or invalid.</exception>
    public NpgsqlDataSource Source => _source.Value;

    /// <summary>Completes a connection string with what it leaves out.</summary>
    public static string Complete(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        Default("Maximum Pool Size", () => builder.MaxPoolSize = MaxConnections);
        Default("Timeout", () => builder.Timeout = ConnectSeconds);
        Default("Command Timeout", () => builder.CommandTimeout = CommandSeconds);
        Default("Max Auto Prepare", () => builder.MaxAutoPrepare = PreparedCommands);
        Default("Application Name", () => builder.ApplicationName = "Livecaller");
        // A connection whose other end has gone without a word is noticed.
        Default("Keepalive", () => builder.KeepAlive = 30);
        if (builder.Options?.Contains("lock_timeout", StringComparison.Ordinal) != true)
            builder.Options = string.Create(CultureInfo.InvariantCulture, $"{builder.Options} -c lock_timeout={LockMilliseconds}").Trim();
        return builder.ToString();

        void Default(string key, Action set)
        {
            if (!builder.ShouldSerialize(key)) set();
        }
    }

    public void Dispose()
    {
        if (_source.IsValueCreated) _source.Value.Dispose();
    }

    public ValueTask DisposeAsync() => _source.IsValueCreated ? _source.Value.DisposeAsync() : ValueTask.CompletedTask;

    private static NpgsqlDataSource Create(LivecallerPostgreSqlOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
            throw new LivecallerStartupException("ConnectionStrings:Livecaller is missing; expected the connection string of a PostgreSQL database.");
        try
        {
            var builder = new NpgsqlDataSourceBuilder(Complete(options.ConnectionString));
            options.ConfigureDataSource?.Invoke(builder);
            return builder.Build();
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            // The message names the part, and not its value.
            throw new LivecallerStartupException($"ConnectionStrings:Livecaller is not a connection string of PostgreSQL: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }
}
