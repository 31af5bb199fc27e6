using Livecaller.EndToEnd.Running;
using Livecaller.Server.PostgreSql.Tests.Support;
using Npgsql;

namespace Livecaller.Host.Tests;

/// <summary>The program with its data in PostgreSQL.</summary>
public sealed class PostgreSqlTests : IAsyncLifetime
{
    private const string Name = "livecaller";
    private PostgreSqlCluster _cluster = null!;
    private string[] _settings = [];

    public async ValueTask InitializeAsync()
    {
        _cluster = await PostgreSqlCluster.CreateAsync();
        _settings = [.. LivecallerProcess.Seed, "--Livecaller:Database=postgres", $"--ConnectionStrings:Livecaller={await _cluster.CreateDatabaseAsync(Name)}"];
    }

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_host_stores_everything_there_and_its_commands_work_on_it()
    {
        await using var host = await LivecallerProcess.StartHostAsync(_settings);
        using (var visitor = await Api.LoginAsync(host.Address, LivecallerProcess.WidgetId))
            await visitor.PostAsync("v1/widget/conversations", new { message = new { id = Guid.NewGuid(), content = "Hello" } });
        Assert.Equal(1L, await _cluster.ExecuteAsync(Name, "SELECT count(*) FROM \"Messages\""));
        Assert.False(File.Exists(Path.Combine(host.DataDirectory, "livecaller.db")));

        var check = await host.RunCommandAsync(["check", .. _settings[^2..]]);
        Assert.Equal(0, check.ExitCode);
        Assert.Contains("PostgreSQL", check.Output, StringComparison.Ordinal);
        var list = await host.RunCommandAsync(["widget", "list", .. _settings[^2..]]);
        Assert.Contains(LivecallerProcess.WidgetId, list.Output, StringComparison.Ordinal);
        var backup = await host.RunCommandAsync(["backup", Path.Combine(host.DataDirectory, "copy.zip"), .. _settings[^2..]]);
        Assert.Equal(1, backup.ExitCode);
        Assert.Contains("pg_dump", backup.Complaints, StringComparison.Ordinal);
        Assert.Empty(host.Complaints);
    }

    [Fact]
    public async Task A_host_that_was_killed_while_it_created_the_tables_starts_and_serves()
    {
        LivecallerProcess killed;
        await using (var holder = new NpgsqlConnection(_cluster.ConnectionString(Name) + ";Pooling=false"))
        {
            // Its migration waits for this table.
            await holder.OpenAsync(TestContext.Current.CancellationToken);
            await using var transaction = await holder.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await PostgreSqlCluster.ExecuteOnAsync(holder, "CREATE TABLE \"Widgets\" ()");
            killed = await LivecallerProcess.KillHostDuringItsStartAsync(_ => IsMigrating(), _settings);
        }

        await using var host = killed;
        await host.RestartAsync();

        using var visitor = await Api.LoginAsync(host.Address, LivecallerProcess.WidgetId);
        Assert.Empty(host.Complaints);
    }

    [Theory]
    [InlineData("--Livecaller:Database=mysql", "sqlite or postgres")]
    [InlineData("--Livecaller:Database=postgres", "ConnectionStrings:Livecaller is missing")]
    public async Task A_database_that_cannot_be_used_is_told_in_one_line(string setting, string named)
    {
        var (exitCode, complaints) = await LivecallerProcess.FailToStartHostAsync(setting);

        Assert.Equal(1, exitCode);
        Assert.Contains(named, Assert.Single(complaints), StringComparison.Ordinal);
    }

    private bool IsMigrating()
    {
        using var connection = new NpgsqlConnection(_cluster.ConnectionString());
        connection.Open();
        using var command = new NpgsqlCommand("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = 'livecaller' AND wait_event_type = 'Lock' AND query LIKE '%CREATE TABLE%')", connection);
        return command.ExecuteScalar() is true;
    }
}
