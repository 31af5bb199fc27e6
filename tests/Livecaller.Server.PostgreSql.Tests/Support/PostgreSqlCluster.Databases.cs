using Npgsql;

namespace Livecaller.Bench.Hosting;

/// <summary>The databases of the cluster.</summary>
internal sealed partial class PostgreSqlCluster
{
    /// <summary>Creates a database, and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(string name, string options = "")
    {
        await ExecuteAsync(User, $"CREATE DATABASE \"{name}\" {options}");
        return ConnectionString(name);
    }

    public async Task DropDatabaseAsync(string name) => await ExecuteAsync(User, $"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");

    /// <summary>Runs a statement in a database, and returns the first value of its result.</summary>
    public async Task<object?> ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Runs a statement on a connection.</summary>
    public static async Task<object?> ExecuteOnAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
