using Livecaller.Bench.Hosting;
using Livecaller.Server.Administration;
using Livecaller.Server.Hosting;
using Livecaller.Server.PostgreSql.FromSqlite;
using Livecaller.Server.PostgreSql.Tests.Support;
using Livecaller.Server.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Livecaller.Server.PostgreSql.Tests.FromSqlite;

/// <summary>A data directory with a SQLite database, and an empty PostgreSQL database to migrate it to.</summary>
internal sealed class SqliteInstallation : IAsyncDisposable
{
    private readonly string _name = "migrate" + Guid.NewGuid().ToString("N");
    private PostgreSqlCluster _cluster = null!;

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("livecaller-migrate-").FullName;

    public string Target { get; private set; } = "";

    public List<string> Printed { get; } = [];

    /// <summary>Creates both, and starts and stops a server without its first start.</summary>
    public static async Task<SqliteInstallation> CreateAsync()
    {
        var installation = new SqliteInstallation { _cluster = await PostgreSqlCluster.SharedAsync };
        installation.Target = await installation._cluster.CreateDatabaseAsync(installation._name);
        await using var app = installation.Build(DataDirectoryUse.Exclusive);
        var startup = app.Services.GetRequiredService<Startup>();
        await startup.StartingAsync(TestContext.Current.CancellationToken);
        await startup.StoppedAsync(TestContext.Current.CancellationToken);
        SqliteConnection.ClearAllPools();
        return installation;
    }

    public async Task<MigrationResult> MigrateAsync(string? target = null, Action<string>? print = null, Action<WebApplicationBuilder>? configure = null)
    {
        await using var app = Build(DataDirectoryUse.Existing, configure);
        return await ActivatorUtilities.CreateInstance<SqliteMigration>(app.Services).RunAsync(
            new("--connection", target ?? Target), line =>
            {
                Printed.Add(line);
                print?.Invoke(line);
            }, TestContext.Current.CancellationToken);
    }

    /// <summary>The line that a migration is refused with.</summary>
    public async Task<string> RefusedAsync(string? target = null, Action<WebApplicationBuilder>? configure = null)
    {
        var line = (await Assert.ThrowsAsync<LivecallerStartupException>(() => MigrateAsync(target, configure: configure))).Message;
        Assert.DoesNotContain('\n', line);
        return line;
    }

    /// <summary>The model of SQLite.</summary>
    public async Task<T> WithSourceAsync<T>(Func<LivecallerDbContext, T> use)
    {
        await using var app = Build(DataDirectoryUse.Exclusive);
        using var db = await app.Services.GetRequiredService<IDbContextFactory<LivecallerDbContext>>().CreateDbContextAsync();
        return use(db);
    }

    public SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(Directory, "livecaller.db")};Pooling=False;Foreign Keys=False");
        connection.Open();
        return connection;
    }

    public void Execute(string sql, params object?[] values)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"@{i}", values[i] ?? DBNull.Value);
        command.ExecuteNonQuery();
    }

    public Task<object?> ScalarAsync(string sql) => _cluster.ExecuteAsync(_name, sql);

    /// <summary>The rows of a query in the target, as lists of values.</summary>
    public async Task<List<object?[]>> ReadAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Target + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        List<object?[]> rows = [];
        while (await reader.ReadAsync())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add([.. row.Select(v => v is DBNull ? null : v)]);
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DropDatabaseAsync(_name);
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private WebApplication Build(DataDirectoryUse use, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration["Livecaller:DataDirectory"] = Directory;
        builder.Services.AddSingleton(use);
        builder.Services.AddLivecaller(builder.Configuration);
        configure?.Invoke(builder);
        return builder.Build();
    }
}
