using Livecaller.Server.Administration;
using Livecaller.Server.PostgreSql.Keys;
using Livecaller.Server.PostgreSql.Storage;
using Microsoft.Extensions.Options;

namespace Livecaller.Server.PostgreSql.FromSqlite;

// The database that is filled. No server can open it meanwhile.
internal sealed class MigrationTarget : IAsyncDisposable
{
    private readonly PostgreSqlSource _source;

    private MigrationTarget(PostgreSqlSource source, NpgsqlConnection connection, LivecallerDbContext db)
    {
        (_source, Connection, Db, Tables, Progress) = (source, connection, db, MigratedTable.All(db), new(connection));
    }

    public NpgsqlConnection Connection { get; }

    public LivecallerDbContext Db { get; }

    public IReadOnlyList<MigratedTable> Tables { get; }

    public MigrationProgress Progress { get; }

    public PostgreSqlKeys Keys => new(_source);

    /// <exception cref="LivecallerStartupException">The setting is missing or invalid, or the database can't be used.</exception>
    public static async Task<MigrationTarget> OpenAsync(MigrationConnection setting, MigrationOutput output, CancellationToken cancellationToken)
    {
        var source = new PostgreSqlSource(Options.Create(new LivecallerPostgreSqlOptions { ConnectionString = setting.Checked() }));
        MigrationTarget? target = null;
        try
        {
            var connection = await source.Source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            var options = new DbContextOptionsBuilder<LivecallerDbContext>();
            PostgreSqlDatabase.Configure(options, npgsql => options.UseNpgsql(source.Source, npgsql));
            target = new(source, connection, new(options.UseApplicationServiceProvider(new StorageServices(null)).Options));
            PostgreSqlServer.Require(connection);
            target.Lock(output);
            return target;
        }
        catch (Exception e)
        {
            if (target is not null) await target.DisposeAsync().ConfigureAwait(false);
            await source.DisposeAsync().ConfigureAwait(false);
            if (e is NpgsqlException and not PostgresException || e is PostgresException { SqlState: not PostgresErrorCodes.LockNotAvailable }) throw PostgreSqlServer.CannotOpen(e);
            throw;
        }
    }

    /// <summary>Creates the schema in an empty database, or continues what an earlier run has begun.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="LivecallerStartupException">The database isn't empty.</exception>
    public async Task<bool> BeginAsync(string epoch, CancellationToken cancellationToken)
    {
        var isContinued = MigrationProgress.Exists(Connection);
        var version = Db.Database.GetMigrations().Last();
        if (isContinued) RequireSame(epoch, version);
        else
        {
            RequireEmpty(epoch);
            Progress.Begin(epoch, version);
        }

        if ((await Db.Database.GetPendingMigrationsAsync(cancellationToken).ConfigureAwait(false)).Any())
            await PostgreSqlOpening.UpgradeAsync(Db, cancellationToken).ConfigureAwait(false);
        DeferredSchema.Remove(Connection, Progress, Tables.Select(t => t.Name));
        return isContinued;
    }

    public async ValueTask DisposeAsync()
    {
        await Db.DisposeAsync().ConfigureAwait(false);
        // The end of the session ends its lock.
        NpgsqlConnection.ClearPool(Connection);
        await Connection.DisposeAsync().ConfigureAwait(false);
        await _source.DisposeAsync().ConfigureAwait(false);
    }

    // A run that was killed keeps it until its server process notices.
    private void Lock(MigrationOutput output)
    {
        if (Connection.Scalar("SELECT pg_try_advisory_lock($1)", AdvisoryLocks.Opening) is true) return;
        output.Print("Another server or migration is opening the database. Waiting for it.");
        try
        {
            Connection.Execute("SET lock_timeout = '60s'");
            Connection.Execute("SELECT pg_advisory_lock($1)", AdvisoryLocks.Opening);
            Connection.Execute("RESET lock_timeout");
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new LivecallerStartupException("Another server or migration is still opening the database. Try again when it has ended.", e);
        }
    }

    private void RequireSame(string epoch, string version)
    {
        if (Progress.Version != version)
            throw new LivecallerStartupException("Another version of Livecaller has begun a migration into this database. Continue it with that version, or drop the database and create it again.");
        if (Progress.Epoch != epoch)
            throw new LivecallerStartupException("A migration of another installation has begun in this database. Continue that one, or name another database.");
    }

    private void RequireEmpty(string epoch)
    {
        if (Connection.Exists("__EFMigrationsHistory"))
        {
            var applied = Db.Database.GetAppliedMigrations();
            if (applied.Except(Db.Database.GetMigrations()).Any()) throw new LivecallerStartupException(CommandDatabase.Newer);
        }

        if (((string[])[.. Tables.Select(t => t.Name), "__EFMigrationsHistory", "ServerKeys"]).FirstOrDefault(Connection.Exists) is not { } table) return;
        var isOwn = epoch.Length > 0 && Connection.Exists("Installation") && Connection.Scalar("""SELECT "Epoch" FROM "Installation" """) as string == epoch;
        throw new LivecallerStartupException(isOwn
            ? "The database has the data of this installation already, by a migration that has finished. It is left as it is; to migrate again, name an empty database."
            : $"The database isn't empty: it has the table {table}. Name an empty one.");
    }
}
