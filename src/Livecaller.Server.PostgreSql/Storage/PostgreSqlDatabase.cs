using Livecaller.Server.PostgreSql.FromSqlite;
using Livecaller.Server.Search;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Livecaller.Server.PostgreSql.Storage;

// A database that the servers of several machines share.
internal sealed class PostgreSqlDatabase(PostgreSqlSource source, PostgreSqlOpening opening) : LivecallerDatabase
{
    private const int ProbeBytes = 64 * 1024;

    public override string Name => "postgres";

    public override bool IsShared => true;

    public override bool LocksRows => true;

    public override Statements Statements { get; } = new PostgreSqlStatements();

    public override SearchIndex Search { get; } = new PostgreSqlSearch();

    public override void Configure(DbContextOptionsBuilder options) => Configure(options, npgsql => options.UseNpgsql(source.Source, npgsql));

    /// <summary>What a context needs, however it connects.</summary>
    public static void Configure(DbContextOptionsBuilder options, Action<Action<Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.NpgsqlDbContextOptionsBuilder>> use)
    {
        use(npgsql => npgsql.MigrationsAssembly(typeof(PostgreSqlDatabase).Assembly.GetName().Name));
        options.ReplaceService<IModelCustomizer, PostgreSqlModel>().AddInterceptors(new NulCharacters());
    }

    public override Task<IAsyncDisposable> OpenAsync(LivecallerDbContext db, CancellationToken cancellationToken) => opening.OpenAsync(db, Search, cancellationToken);

    public override void Release() => opening.Release();

    public override Task TakeTurnAsync(LivecallerDbContext db, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({AdvisoryLocks.Writer})", cancellationToken);

    public override Task LockConversationAsync(LivecallerDbContext db, string id, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"""SELECT 1 FROM "Conversations" WHERE "Id" = {id} FOR NO KEY UPDATE""", cancellationToken);

    // A standby answers reads, and a full disk does too.
    public override Task ProbeAsync(LivecallerDbContext db, CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync(
        $"""INSERT INTO "ServerKeys" ("Name", "Value") VALUES ('probe', repeat('x', {ProbeBytes}))""", cancellationToken);

    public override string FileOf(LivecallerDbContext db) => throw new LivecallerStartupException(
        "The data is in PostgreSQL: back it up and restore it with pg_dump and pg_restore, and copy the attachments. See docs/self-hosting.md.");

    public override async Task<string?> CheckAsync(LivecallerDbContext db, CancellationToken cancellationToken)
    {
        using var connection = await source.Source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            PostgreSqlServer.Require(connection);
        }
        catch (LivecallerStartupException e)
        {
            throw new InvalidDataException(e.Message, e);
        }

        if (MigrationProgress.Exists(connection)) throw new InvalidDataException(MigrationProgress.Unfinished);
        using var command = connection.CreateCommand();
        command.CommandText = """SELECT to_regclass('"__EFMigrationsHistory"') IS NOT NULL""";
        return command.ExecuteScalar() is true ? $"answers (PostgreSQL {connection.PostgreSqlVersion})" : null;
    }

    public override string Describe(LivecallerDbContext db)
    {
        var parts = new NpgsqlConnectionStringBuilder(source.Source.ConnectionString);
        return $"{parts.Database ?? parts.Username} on {parts.Host}";
    }
}
