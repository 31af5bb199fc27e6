using Livecaller.Server.Hosting;
using Livecaller.Server.Search;
using Microsoft.Data.Sqlite;

namespace Livecaller.Server.Storage.Sqlite;

// A file. It has one writer at a time, and one server.
internal sealed class SqliteDatabase(DataDirectory directory, SqliteOpening opening, SqliteConnectionSetting setting) : LivecallerDatabase
{
    // More than what a file system has left over for a single byte.
    private const int ProbeBytes = 64 * 1024;

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
