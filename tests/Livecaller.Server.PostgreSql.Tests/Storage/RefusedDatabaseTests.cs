using Livecaller.Bench.Hosting;
using Livecaller.Server.Hosting;
using Livecaller.Server.PostgreSql.Tests.Support;

namespace Livecaller.Server.PostgreSql.Tests.Storage;

/// <summary>A server refuses a database that it cannot work with, with one line that says why, and changes nothing in it.</summary>
public sealed class RefusedDatabaseTests
{
    [Theory]
    [InlineData("ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0", "SQL_ASCII")]
    [InlineData("ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0", "LATIN1")]
    public async Task Another_encoding(string options, string named)
    {
        var (cluster, name) = (await PostgreSqlCluster.SharedAsync, "encoding" + Guid.NewGuid().ToString("N"));
        var database = await cluster.CreateDatabaseAsync(name, options);

        Assert.Contains(named, await FaultAsync(database), StringComparison.Ordinal);

        Assert.Equal(0L, await cluster.ExecuteAsync(name, "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"));
        await cluster.DropDatabaseAsync(name);
    }

    [Fact]
    public async Task A_database_that_is_read_only()
    {
        var (cluster, name) = (await PostgreSqlCluster.SharedAsync, "readonly" + Guid.NewGuid().ToString("N"));
        var database = await cluster.CreateDatabaseAsync(name);
        await cluster.ExecuteAsync(name, $"ALTER DATABASE \"{name}\" SET default_transaction_read_only = on");

        Assert.Contains("read-only", await FaultAsync(database), StringComparison.Ordinal);
        await cluster.DropDatabaseAsync(name);
    }

    [Fact]
    public async Task A_standby()
    {
        await using var cluster = await PostgreSqlCluster.CreateAsync();
        await cluster.StopAsync("fast");
        await cluster.StandbyAsync();

        Assert.Contains("standby", await FaultAsync(cluster.ConnectionString()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_run()
    {
        await using var cluster = await PostgreSqlCluster.CreateAsync();
        await cluster.StopAsync("fast");

        var fault = await FaultAsync(cluster.ConnectionString());

        Assert.StartsWith("The database cannot be opened: ", fault, StringComparison.Ordinal);
        Assert.Contains("refused", fault, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_database_that_does_not_exist() =>
        Assert.Contains("does not exist", await FaultAsync((await PostgreSqlCluster.SharedAsync).ConnectionString("missing")), StringComparison.Ordinal);

    [Fact]
    public async Task A_role_that_may_not_create_tables()
    {
        var (cluster, name) = (await PostgreSqlCluster.SharedAsync, "rights" + Guid.NewGuid().ToString("N"));
        var database = await cluster.CreateDatabaseAsync(name);
        await cluster.ExecuteAsync(name, $"CREATE ROLE \"{name}\" LOGIN");

        Assert.Contains("permission denied", await FaultAsync(database.Replace("Username=postgres", $"Username={name}", StringComparison.Ordinal)), StringComparison.Ordinal);
        await cluster.DropDatabaseAsync(name);
    }

    [Theory]
    [InlineData(null, "ConnectionStrings:Livecaller is missing")]
    [InlineData("", "ConnectionStrings:Livecaller is missing")]
    [InlineData("Data Source=livecaller.db", "ConnectionStrings:Livecaller")]
    [InlineData("no connection string", "ConnectionStrings:Livecaller")]
    [InlineData("Host=127.0.0.1;Port=many", "ConnectionStrings:Livecaller")]
    public async Task A_connection_string_that_is_none(string? connectionString, string named) =>
        Assert.Contains(named, await FaultAsync(connectionString!), StringComparison.Ordinal);

    private static async Task<string> FaultAsync(string connectionString)
    {
        var fault = (await Assert.ThrowsAsync<LivecallerStartupException>(() => Node.StartAsync(connectionString))).Message;
        Assert.DoesNotContain('\n', fault);
        return fault;
    }
}
