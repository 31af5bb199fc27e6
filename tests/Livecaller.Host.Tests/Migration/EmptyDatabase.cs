using Livecaller.Bench.Hosting;
using Npgsql;

namespace Livecaller.Host.Tests.Migration;

/// <summary>An empty PostgreSQL database.</summary>
internal sealed class EmptyDatabase : IAsyncDisposable
{
    private readonly string _name = "host" + Guid.NewGuid().ToString("N");
    private readonly PostgreSqlCluster _cluster;

    private EmptyDatabase(PostgreSqlCluster cluster) => _cluster = cluster;

    public string ConnectionString => _cluster.ConnectionString(_name);

    /// <summary>The settings of a server that uses it.</summary>
    public string[] Settings => ["--Livecaller:Database=postgres", $"--ConnectionStrings:Livecaller={ConnectionString}"];

    public static async Task<EmptyDatabase> CreateAsync()
    {
        var database = new EmptyDatabase(await PostgreSqlCluster.SharedAsync);
        await ExecuteAsync(database._cluster.ConnectionString(), $"CREATE DATABASE \"{database._name}\"");
        return database;
    }

    /// <summary>The first value of a query.</summary>
    public Task<object?> ScalarAsync(string sql) => ExecuteAsync(ConnectionString, sql);

    public async ValueTask DisposeAsync() => await ExecuteAsync(_cluster.ConnectionString(), $"DROP DATABASE \"{_name}\" WITH (FORCE)");

    private static async Task<object?> ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
