using Livecaller.Server.Administration;
using Livecaller.Server.Hosting;
using Microsoft.Data.Sqlite;

namespace Livecaller.Server.Storage.Sqlite;

// Opens the file at the start and brings its schema up to date. From then on no other server can open it.
internal sealed partial class SqliteOpening(DataDirectory directory, TimeProvider time, ILogger<SqliteOpening> logger) : IDisposable
{
    private const int Busy = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private FileLock? _lock;

    /// <exception cref="LivecallerStartupException">It cannot be opened, or somebody else has it.</exception>
    public async Task OpenAsync(LivecallerDbContext db, CancellationToken cancellationToken)
    {
        try
        {
            var connectionString = db.Database.GetConnectionString();
            if (new SqliteConnectionStringBuilder(connectionString).DataSource == directory.DatabaseFile) directory.ClaimDatabase();
            using var probe = await ProbeAsync(connectionString, cancellationToken).ConfigureAwait(false);
            TakeLock(probe);
            PrepareNew(probe);
            await WaitForWriterAsync(probe, cancellationToken).ConfigureAwait(false);
            if ((await db.Database.GetAppliedMigrationsAsync(cancellationToken).ConfigureAwait(false)).Except(db.Database.GetMigrations()).Any())
                throw new LivecallerStartupException(CommandDatabase.Newer);
            var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken).ConfigureAwait(false)).ToList();
            if (pending.Count == 0) return;
            if (RemoveMigrationLock(probe)) LogLockRemoved();
            LogMigrating(pending.Count, pending[^1]);
            await db.Database.MigrateAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new LivecallerStartupException($"The database cannot be opened: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    /// <summary>Opens a file that exists and leaves it as it is. No server can open it until <see cref="Release"/>.</summary>
    /// <exception cref="LivecallerStartupException">There is no file, it is of another version, or somebody else has it.</exception>
    public async Task OpenUnchangedAsync(LivecallerDbContext db, CancellationToken cancellationToken)
    {
        var file = new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource;
        if (!File.Exists(file)) throw new LivecallerStartupException($"There is no database '{file}'.");
        try
        {
            using var probe = await ProbeAsync(db.Database.GetConnectionString(), cancellationToken).ConfigureAwait(false);
            TakeLock(probe);
            await WaitForWriterAsync(probe, cancellationToken).ConfigureAwait(false);
            if (CommandDatabase.FaultOf(await db.Database.GetAppliedMigrationsAsync(cancellationToken).ConfigureAwait(false), db.Database.GetMigrations()) is { } version)
                throw new LivecallerStartupException($"'{file}' can't be used. {version}");
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new LivecallerStartupException($"'{file}' can't be opened: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    /// <summary>Lets other servers have the database.</summary>
    public void Release() => _lock?.Dispose();

    void IDisposable.Dispose() => Release();

    // On a connection of its own: EF Core would log each fault with its stack, beside the one line that is reported.
    private static async Task<SqliteConnection> ProbeAsync(string? connectionString, CancellationToken cancellationToken)
    {
        var probe = new SqliteConnection(connectionString) { DefaultTimeout = 1 };
        try
        {
            await probe.OpenAsync(cancellationToken).ConfigureAwait(false);
            return probe;
        }
        catch
        {
            await probe.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // Lets free pages be given back in small steps. It takes effect only before a database has its first page, which the change of the journal writes.
    private static void PrepareNew(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT page_count FROM pragma_page_count";
        if (command.ExecuteScalar() is not 0L) return;
        command.CommandText = "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL;";
        command.ExecuteNonQuery();
    }

    // The directory's lock covers its own database. Another file may be named by the servers of several directories.
    private void TakeLock(SqliteConnection connection)
    {
        var file = connection.DataSource;
        if (file.Length == 0 || file == directory.DatabaseFile) return;
        _lock = FileLock.TryTake(file + ".lock")
            ?? throw new LivecallerStartupException($"The database '{file}' is in use by another Livecaller server. Stop that one first, or choose another database.");
    }

    // A backup or a person with a tool may hold the write lock. The count finds files that are not databases, and torn ones.
    private async Task WaitForWriterAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var transaction = connection.BeginTransaction();
                using var command = connection.CreateCommand();
                (command.Transaction, command.CommandText) = (transaction, "SELECT count(*) FROM sqlite_master");
                command.ExecuteScalar();
                return;
            }
            catch (SqliteException e) when (e.SqliteErrorCode == Busy)
            {
                if (time.GetElapsedTime(start) >= Patience)
                    throw new LivecallerStartupException($"The database is locked by another process, which did not release it within {Patience.TotalSeconds} s.", e);
                if (attempt == 0) LogWaiting(connection.DataSource, Patience.TotalSeconds);
            }
            await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        }
    }

    // EF Core waits for this row without a limit. Nobody else migrates while the directory is locked, so a row that is
    // there now belongs to a start that was killed.
    private static bool RemoveMigrationLock(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE name = '__EFMigrationsLock'";
        if (command.ExecuteScalar() is 0L) return false;
        command.CommandText = "DELETE FROM \"__EFMigrationsLock\"";
        return command.ExecuteNonQuery() > 0;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database {File} is locked by another process. Waiting up to {Seconds} s for it.")]
    private partial void LogWaiting(string file, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An earlier start was interrupted while it migrated the database. Its lock was removed.")]
    private partial void LogLockRemoved();

    [LoggerMessage(Level = LogLevel.Information, Message = "Applying {Count} pending migrations to the database, up to {Newest}.")]
    private partial void LogMigrating(int count, string newest);
}
