using System.Security.Cryptography;
using System.Text;
using Livecaller.Server.Administration;
using Livecaller.Server.PostgreSql.FromSqlite;
using Livecaller.Server.Search;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Livecaller.Server.PostgreSql.Storage;

// Opens the database at the start. One connection stays open for the life of the server: it holds the locks that tell other servers of its settings.
internal sealed partial class PostgreSqlOpening(
    PostgreSqlSource source, IServiceProvider services, IOptions<LivecallerServerOptions> options, ILogger<PostgreSqlOpening> logger) : IDisposable
{
    // Another server may be creating an index on a large table.
    private const int PatienceSeconds = 15 * 60;

    private NpgsqlConnection? _connection;

    /// <exception cref="LivecallerStartupException">It cannot be opened, is of a newer version, or other servers have other settings.</exception>
    public async Task<IAsyncDisposable> OpenAsync(LivecallerDbContext db, SearchIndex search, CancellationToken cancellationToken)
    {
        try
        {
            _connection = await source.Source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            PostgreSqlServer.Require(_connection);
            await LockAsync(_connection, cancellationToken).ConfigureAwait(false);
            if (MigrationProgress.Exists(_connection)) throw new LivecallerStartupException(MigrationProgress.Unfinished);
            Announce(_connection);
            await MigrateAsync(db, search, cancellationToken).ConfigureAwait(false);
            return new Opened(_connection);
        }
        catch (Exception e) when (e.GetBaseException() is var cause && (e is NpgsqlException or TimeoutException || cause is NpgsqlException))
        {
            Release();
            throw PostgreSqlServer.CannotOpen(e is NpgsqlException ? e : cause);
        }
        catch
        {
            Release();
            throw;
        }
    }

    public void Release()
    {
        // The end of the session ends its locks. A pooled connection would keep them until it is used again.
        if (_connection is { } connection) NpgsqlConnection.ClearPool(connection);
        _connection?.Dispose();
        _connection = null;
    }

    void IDisposable.Dispose() => Release();

    private async Task LockAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (Execute(connection, "SELECT pg_try_advisory_lock($1)", AdvisoryLocks.Opening) is true) return;
        LogWaiting();
        using var command = new NpgsqlCommand("SET lock_timeout = 0; SELECT pg_advisory_lock(" + AdvisoryLocks.Opening + ")", connection) { CommandTimeout = PatienceSeconds };
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task MigrateAsync(LivecallerDbContext db, SearchIndex search, CancellationToken cancellationToken)
    {
        if ((await db.Database.GetAppliedMigrationsAsync(cancellationToken).ConfigureAwait(false)).Except(db.Database.GetMigrations()).Any())
            throw new LivecallerStartupException(CommandDatabase.Newer);
        var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken).ConfigureAwait(false)).ToList();
        if (pending.Count > 0)
        {
            LogMigrating(pending.Count, pending[^1]);
            await UpgradeAsync(db, cancellationToken).ConfigureAwait(false);
        }

        db.Database.SetCommandTimeout(PatienceSeconds);
        await PostgreSqlSearchSchema.EnsureAsync(db, search, cancellationToken).ConfigureAwait(false);
        db.Database.SetCommandTimeout(null);
    }

    /// <summary>Brings the schema up to date, while nobody else does.</summary>
    public static async Task UpgradeAsync(LivecallerDbContext db, CancellationToken cancellationToken)
    {
        db.Database.SetCommandTimeout(PatienceSeconds);
        // All in one transaction: a start that is killed leaves the schema as it was.
        await db.Database.MigrateAsync(cancellationToken).ConfigureAwait(false);
        db.Database.SetCommandTimeout(null);
    }

    // The locks are shared: servers with the same settings have the same ones, and they end with the session, however the server ends.
    private void Announce(NpgsqlConnection connection)
    {
        var keys = services.GetRequiredService<ServerKeys>();
        Announce(connection, AdvisoryLocks.RealtimeKeys, keys.Sign("fingerprint", $"{keys.AppId}\n{keys.AppKey}\n{keys.AppSecret}"),
            "Another server uses this database with other values of Livecaller:Realtime:AppId, AppKey or AppSecret. All servers of a database need the same ones.");
        var seed = options.Value.Seed;
        if (seed.JwtSecret is null && seed.WidgetId is null) return;
        Announce(connection, AdvisoryLocks.Seed, keys.Sign("fingerprint", $"{seed.WidgetId}\n{seed.JwtSecret?.TrimEnd('\r', '\n')}"),
            "Another server uses this database with other values of Livecaller:Seed:WidgetId or JwtSecret. All servers of a database need the same ones.");
    }

    private static void Announce(NpgsqlConnection connection, int kind, string signature, string refusal)
    {
        var own = BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(signature)));
        const string OthersSql =
            """
            SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 AND classid = $1::bigint::oid AND objid <> $2::bigint::oid
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
            """;
        if (Execute(connection, OthersSql, (long)kind, (long)unchecked((uint)own)) is true) throw new LivecallerStartupException(refusal);
        Execute(connection, "SELECT pg_advisory_lock_shared($1, $2)", kind, own);
    }

    private static object? Execute(NpgsqlConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command.ExecuteScalar();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Another server is opening the database. Waiting for it.")]
    private partial void LogWaiting();

    [LoggerMessage(Level = LogLevel.Information, Message = "Applying {Count} pending migrations to the database, up to {Newest}.")]
    private partial void LogMigrating(int count, string newest);

    private sealed class Opened(NpgsqlConnection connection) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            Execute(connection, "SELECT pg_advisory_unlock($1)", AdvisoryLocks.Opening);
            return ValueTask.CompletedTask;
        }
    }
}
