using System.Net;
using Livecaller.Bench.Hosting;
using Livecaller.Server.Hosting;
using Livecaller.Server.PostgreSql.Tests.Support;
using Livecaller.Server.Storage;
using Livecaller.Server.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Livecaller.Server.PostgreSql.Tests.Storage;

/// <summary>The schema is upgraded by the first server of a newer version, while servers of the version before go on.</summary>
public sealed class UpgradeTests : IAsyncLifetime
{
    private readonly string _name = "upgrade" + Guid.NewGuid().ToString("N");
    private PostgreSqlCluster _cluster = null!;
    private string _database = "";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cluster = await PostgreSqlCluster.SharedAsync;
        _database = await _cluster.CreateDatabaseAsync(_name);
    }

    public async ValueTask DisposeAsync() => await _cluster.DropDatabaseAsync(_name);

    [Fact]
    public async Task A_server_of_the_version_before_keeps_working_after_another_one_has_upgraded_the_schema()
    {
        await using var before = await Node.StartAsync(_database);
        var visitor = await before.Server.VisitorAsync();
        var id = await visitor.StartAsync();

        await using var later = await Node.StartAsync(_database, LaterVersion.Use);

        var atLater = new Caller(later.Server.NewClient(visitor.Token), "/v1/widget", visitor.Id, visitor.SessionId);
        foreach (var caller in new[] { visitor, atLater, visitor })
            Assert.Equal(HttpStatusCode.Created, (await caller.PostAsync($"/conversations/{id}/messages", new { id = Caller.NewId(), content = "still here" })).Status);
        Assert.Equal(HttpStatusCode.Created, (await (await before.Server.VisitorAsync()).PostAsync("/conversations", new { })).Status);
        Assert.Equal(5, (await visitor.GetAsync($"/conversations/{id}/events")).Data.GetArrayLength());
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_with_one_line_and_left_as_it_is()
    {
        await using (await Node.StartAsync(_database, LaterVersion.Use)) { }
        var before = await StateAsync();

        var refused = await Assert.ThrowsAsync<LivecallerStartupException>(() => Node.StartAsync(_database));

        Assert.Equal("The database is from a newer version of Livecaller. Use that version.", refused.Message);
        Assert.Equal(before, await StateAsync());
    }

    [Fact]
    public async Task A_start_that_dies_in_the_middle_of_a_migration_leaves_nothing_of_it_and_the_next_start_succeeds()
    {
        await using (await Node.StartAsync(_database)) { }
        var before = await StateAsync();
        // The migration waits for the table, with what it did before in an open transaction.
        await using (var holder = new Npgsql.NpgsqlConnection(_database + ";Pooling=false"))
        {
            await holder.OpenAsync(Cancelled);
            await using var transaction = await holder.BeginTransactionAsync(Cancelled);
            await using (var hold = new Npgsql.NpgsqlCommand("LOCK TABLE \"Widgets\" IN ACCESS SHARE MODE", holder)) await hold.ExecuteNonQueryAsync(Cancelled);
            var start = Node.StartAsync(_database, LaterVersion.Use);
            await Eventually.IsAsync(async () => await _cluster.ExecuteAsync(_name, Waiting) is true);
            await _cluster.ExecuteAsync(_name, "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");

            var refused = await Assert.ThrowsAsync<LivecallerStartupException>(() => start);
            Assert.DoesNotContain('\n', refused.Message);
        }

        Assert.Equal(before, await StateAsync());
        await using var later = await Node.StartAsync(_database, LaterVersion.Use);
        Assert.NotEqual(before, await StateAsync());
    }

    [Fact]
    public async Task The_migrations_create_what_the_model_has()
    {
        await using var node = await Node.StartAsync(_database);
        await using var db = await node.Server.Get<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync(Cancelled);
        Assert.False(db.Database.HasPendingModelChanges(), "Add a migration: dotnet ef migrations add NAME --project src/Livecaller.Server.PostgreSql");
    }

    private const string Waiting = "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%ALTER TABLE%')";

    private async Task<string> StateAsync() => (string)(await _cluster.ExecuteAsync(_name,
        """
        SELECT string_agg(table_name || '.' || column_name || ' ' || data_type, E'\n' ORDER BY table_name, ordinal_position)
            || (SELECT string_agg("MigrationId", ',') FROM "__EFMigrationsHistory") || (SELECT count(*) FROM "ServerKeys")
        FROM information_schema.columns WHERE table_schema = 'public'
        """))!;
}
