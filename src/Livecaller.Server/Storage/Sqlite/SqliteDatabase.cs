using System.Data.Common;
using Livecaller.Server.Hosting;
using Livecaller.Server.Search;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Storage;

namespace Livecaller.Server.Storage.Sqlite;

// A file. It has one writer at a time, and one server.
internal sealed class SqliteDatabase(DataDirectory directory, SqliteOpening opening, SqliteConnectionSetting setting) : LivecallerDatabase
{
    // More than what a file system has left over for a single byte.
    private const int ProbeBytes = 64 * 1024;

    // 16 MB, and a fifth of the file.
    private const int MinFreePages = 4096;
    private const int MinFreePart = 5;

    // 2 MB in one transaction.
    private const int ReleasedPages = 512;

    private readonly SqliteSearch _search = new();

    public override string Name => "sqlite";

    public override SearchIndex Search => _search;

    public override void Configure(DbContextOptionsBuilder options) => options
        .UseSqlite(WithTimeout(setting.ConnectionString ?? $"Data Source={directory.DatabaseFile}"))
        .AddInterceptors(new SqlitePragmas());

    public override async Task<IAsyncDisposable> OpenAsync(LivecallerDbContext db, CancellationToken cancellationToken)
    {
        await opening.OpenAsync(db, cancellationToken).ConfigureAwait(false);
        await _search.EnsureAsync(db, cancellationToken).ConfigureAwait(false);
        return Opened.Instance;
    }

    public override void Release() => opening.Release();

    // A database that only answers does not show it: its disk may be full, or its lock taken.
    public override async Task ProbeAsync(LivecallerDbContext db, CancellationToken cancellationToken)
    {
        directory.Probe(ProbeBytes);
        await db.Database.ExecuteSqlAsync($"CREATE TABLE livecaller_probe AS SELECT zeroblob({ProbeBytes})", cancellationToken).ConfigureAwait(false);
    }

    // Otherwise it would stay in free pages of the file, and in the journal: https://sqlite.org/pragma.html#pragma_secure_delete
    public override async Task SaveErasingAsync(LivecallerDbContext db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await db.Database.ExecuteSqlAsync($"PRAGMA secure_delete = ON", cancellationToken).ConfigureAwait(false);
        await db.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await db.Database.ExecuteSqlAsync($"PRAGMA wal_checkpoint(TRUNCATE)", cancellationToken).ConfigureAwait(false);
        await db.Database.CloseConnectionAsync().ConfigureAwait(false);
    }

    public override Task BeginErasingAsync(LivecallerDbContext db) => db.Database.ExecuteSqlAsync($"PRAGMA secure_delete = ON");

    public override Task FinishErasingAsync(LivecallerDbContext db) => db.Database.ExecuteSqlAsync($"PRAGMA wal_checkpoint(TRUNCATE)");

    // Less is filled again by what is written next.
    public override async Task<bool> HasFreeSpaceAsync(LivecallerDbContext db, CancellationToken cancellationToken)
    {
        var free = await NumberAsync(db, "SELECT freelist_count FROM pragma_freelist_count", cancellationToken).ConfigureAwait(false);
        return free > MinFreePages && free * MinFreePart > await NumberAsync(db, "SELECT page_count FROM pragma_page_count", cancellationToken).ConfigureAwait(false);
    }

    // https://sqlite.org/pragma.html#pragma_incremental_vacuum frees one page with each step of the statement.
    public override async Task<bool> ReleaseSpaceAsync(LivecallerDbContext db, CancellationToken cancellationToken)
    {
        var before = await NumberAsync(db, "SELECT freelist_count FROM pragma_freelist_count", cancellationToken).ConfigureAwait(false);
        var command = Command(db, $"PRAGMA incremental_vacuum({ReleasedPages})");
        await using var commandLifetime = command.ConfigureAwait(false);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
            }
        }

        return await NumberAsync(db, "SELECT freelist_count FROM pragma_freelist_count", cancellationToken).ConfigureAwait(false) < before;
    }

    private static async Task<long> NumberAsync(LivecallerDbContext db, string sql, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        var command = Command(db, sql);
        await using var commandLifetime = command.ConfigureAwait(false);
        return (long)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }

    private static DbCommand Command(LivecallerDbContext db, string sql)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        (command.CommandText, command.Transaction) = (sql, db.Database.CurrentTransaction?.GetDbTransaction());
        return command;
    }

    public override string FileOf(LivecallerDbContext db) => new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource;

    public override string Describe(LivecallerDbContext db) => FileOf(db);

    public override async Task<string?> CheckAsync(LivecallerDbContext db, CancellationToken cancellationToken)
    {
        if (!File.Exists(FileOf(db))) return null;
        var integrity = (await db.Database.SqlQuery<string>($"PRAGMA quick_check(1)").ToListAsync(cancellationToken).ConfigureAwait(false))[0];
        return integrity == "ok" ? "is intact" : throw new InvalidDataException(integrity);
    }

    // How long a command waits for a lock that another process holds. Its callers are answered 503 then.
    private static string WithTimeout(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString);
        if (!builder.ShouldSerialize("Default Timeout")) builder.DefaultTimeout = SqlitePragmas.BusySeconds;
        return builder.ToString();
    }

    // The lock of the file stays until the release.
    private sealed class Opened : IAsyncDisposable
    {
        public static readonly Opened Instance = new();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

// The connection string of the application's configuration; null for the file in the data directory.
internal sealed record SqliteConnectionSetting(string? ConnectionString);
