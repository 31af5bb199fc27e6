using Livecaller.Server.Hosting;
using Livecaller.Server.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Server.Tests.Issues;

/// <summary>
/// A start that is killed while it migrates leaves EF Core's lock row in <c>__EFMigrationsLock</c>, and the next start waited for it without a
/// word and without an end.
/// </summary>
public sealed class LeftOverMigrationLockTests : IDisposable
{
    private const string LockRow = """
        CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
        INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01 00:00:00');
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly string _directory = Directory.CreateTempSubdirectory("livecaller-lock").FullName;

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    private string DatabaseFile => Path.Combine(_directory, "livecaller.db");

    [Fact]
    public async Task A_lock_row_beside_a_current_schema_does_not_keep_the_server_from_starting()
    {
        await using (await LivecallerServer.StartAsync(_directory)) { }
        Execute(LockRow);

        await using var server = await StartAsync();

        await server.VisitorAsync();
    }

    [Fact]
    public async Task A_lock_row_of_a_first_start_that_was_killed_is_removed_and_the_database_migrated()
    {
        Execute(LockRow);

        await using var server = await StartAsync();

        await server.VisitorAsync();
        Assert.Equal(0L, Query("SELECT count(*) FROM __EFMigrationsLock"));
    }

    [Fact]
    public async Task A_lock_row_of_an_upgrade_that_was_killed_is_removed_and_the_upgrade_done()
    {
        await using (await LivecallerServer.StartAsync(_directory)) { }
        Execute(LockRow);

        await using (var server = await StartAsync(LaterVersion.Use)) await server.VisitorAsync();

        Assert.Equal(0L, Query("SELECT count(*) FROM __EFMigrationsLock"));
        Assert.Equal(1L, Query($"SELECT count(*) FROM __EFMigrationsHistory WHERE MigrationId = '{LaterVersion.MigrationId}'"));
    }

    [Fact]
    public async Task A_database_of_a_later_version_is_refused_and_not_touched()
    {
        await using (await StartAsync(LaterVersion.Use)) { }
        SqliteConnection.ClearAllPools();
        var before = await File.ReadAllBytesAsync(DatabaseFile, _ct);

        var fault = await Assert.ThrowsAsync<LivecallerStartupException>(StartAsync);

        Assert.Equal("The database is from a newer version of Livecaller. Use that version.", fault.Message);
        SqliteConnection.ClearAllPools();
        Assert.Equal(before, await File.ReadAllBytesAsync(DatabaseFile, _ct));
    }

    [Fact]
    public async Task A_database_that_another_process_has_locked_is_waited_for_with_a_word_and_an_end()
    {
        await using (await LivecallerServer.StartAsync(_directory)) { }
        using var other = new SqliteConnection($"Data Source={DatabaseFile};Pooling=False");
        other.Open();
        Execute(other, "BEGIN IMMEDIATE");
        var log = new LogLines();
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());

        var starting = LivecallerServer.StartAsync(_directory, time, log);
        var line = await log.WaitForAsync("locked");
        Assert.Contains("30", line, StringComparison.Ordinal);
        while (!starting.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var fault = await Assert.ThrowsAsync<LivecallerStartupException>(() => starting);
        Assert.Contains("locked", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public async Task A_database_that_another_process_lets_go_of_is_opened_then()
    {
        await using (await LivecallerServer.StartAsync(_directory)) { }
        using var other = new SqliteConnection($"Data Source={DatabaseFile};Pooling=False");
        other.Open();
        Execute(other, "BEGIN IMMEDIATE");
        var log = new LogLines();

        var starting = LivecallerServer.StartAsync(_directory, TimeProvider.System, log);
        await log.WaitForAsync("locked");
        Execute(other, "ROLLBACK");

        await using var server = await starting.WaitAsync(Patience, _ct);
        await server.VisitorAsync();
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    private Task<LivecallerServer> StartAsync() =>
        LivecallerServer.StartAsync(_directory).WaitAsync(Patience, _ct);

    private Task<LivecallerServer> StartAsync(Action<WebApplicationBuilder> configure) =>
        LivecallerServer.StartAsync(_directory, configure).WaitAsync(Patience, _ct);

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={DatabaseFile};Pooling=False");
        connection.Open();
        Execute(connection, sql);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private object? Query(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={DatabaseFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
