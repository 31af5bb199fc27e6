using System.Data.Common;
using System.Xml.Linq;
using Livecaller.Server.Storage.Sqlite;

namespace Livecaller.Server.PostgreSql.FromSqlite;

// The database of a server that does not run, as it is at one moment: everything is read in one transaction, and nothing is changed.
internal sealed class MigrationSource : IAsyncDisposable
{
    private readonly LivecallerDbContext _db;
    private readonly SqliteOpening _opening;

    private MigrationSource(LivecallerDbContext db, SqliteOpening opening) => (_db, _opening) = (db, opening);

    public DbConnection Connection => _db.Database.GetDbConnection();

    /// <summary>The epoch; empty for a backup that no server has used yet.</summary>
    public string Epoch { get; private set; } = "";

    /// <exception cref="LivecallerStartupException">There is no database, it is of another version, or a server uses it.</exception>
    public static async Task<MigrationSource> OpenAsync(IDbContextFactory<LivecallerDbContext> contexts, SqliteOpening opening, CancellationToken cancellationToken)
    {
        var source = new MigrationSource(await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false), opening);
        try
        {
            await opening.OpenUnchangedAsync(source._db, cancellationToken).ConfigureAwait(false);
            await source._db.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            source.Execute("PRAGMA query_only = ON");
            source.Execute("BEGIN");
            source.Epoch = source.Scalar("SELECT \"Epoch\" FROM \"Installation\"") as string ?? "";
            return source;
        }
        catch
        {
            await source.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The keys that encrypt, by the names of their files.</summary>
    public static IReadOnlyList<(string Name, XElement Element)> ReadRing(DataDirectory directory)
    {
        try
        {
            return [.. Directory.GetFiles(directory.KeyRing, "*.xml").Select(file => (Path.GetFileNameWithoutExtension(file), XElement.Load(file)))];
        }
        catch (System.Xml.XmlException e)
        {
            throw new LivecallerStartupException($"The keys in '{directory.KeyRing}' cannot be read: {e.Message}", e);
        }
    }

    public long CountRows(MigratedTable table, long after = long.MinValue, long until = long.MaxValue) =>
        (long)Scalar($"SELECT count(*) FROM {table.Identifier} WHERE rowid > {after} AND rowid <= {until}")!;

    /// <summary>The highest number that a column has had, also of rows that were deleted.</summary>
    public long HighestNumber(MigratedTable table, string column)
    {
        var highest = Scalar($"SELECT max({ConnectionSql.Quote(column)}) FROM {table.Identifier}") as long? ?? 0;
        return Scalar("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'") is null ? highest
            : Math.Max(highest, Scalar($"SELECT seq FROM sqlite_sequence WHERE name = '{table.Name}'") as long? ?? 0);
    }

    public DbCommand Command(string sql)
    {
        var command = Connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    public async ValueTask DisposeAsync()
    {
        if (Connection.State == System.Data.ConnectionState.Open)
        {
            // The pool keeps the connection.
            Execute("ROLLBACK");
            Execute("PRAGMA query_only = OFF");
        }

        await _db.DisposeAsync().ConfigureAwait(false);
        _opening.Release();
    }

    private void Execute(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    private object? Scalar(string sql)
    {
        using var command = Command(sql);
        return command.ExecuteScalar() is var value and not DBNull ? value : null;
    }
}
