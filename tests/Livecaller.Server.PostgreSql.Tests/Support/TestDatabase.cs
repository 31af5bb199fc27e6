using System.Security.Cryptography;
using System.Text;
using Livecaller.Bench.Hosting;
using Livecaller.Server.PostgreSql.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Server.Tests.Support;

/// <summary>Gives each data directory of a test a database in PostgreSQL. The tests of Livecaller.Server that are compiled into this project run on it.</summary>
internal static class TestDatabase
{
    /// <summary>Creates the database of a data directory, unless a server has used the directory before.</summary>
    public static async Task CreateAsync(string data)
    {
        var cluster = await PostgreSqlCluster.SharedAsync;
        if (await cluster.ExecuteAsync("postgres", $"SELECT 1 FROM pg_database WHERE datname = '{NameOf(data)}'") is null) await cluster.CreateDatabaseAsync(NameOf(data));
    }

    /// <summary>Copies the database of a data directory for another one.</summary>
    public static async Task CopyAsync(string template, string data)
    {
        var cluster = await PostgreSqlCluster.SharedAsync;
        await cluster.CreateDatabaseAsync(NameOf(data), $"TEMPLATE \"{NameOf(template)}\"");
    }

    public static async Task DeleteAsync(string data)
    {
        var cluster = await PostgreSqlCluster.SharedAsync;
        await cluster.DropDatabaseAsync(NameOf(data));
    }

    public static void Use(WebApplicationBuilder builder, string data)
    {
        var cluster = PostgreSqlCluster.SharedAsync.GetAwaiter().GetResult();
        builder.Services.UsePostgreSql(cluster.ConnectionString(NameOf(data)));
    }

    public static string NameOf(string data) => "t" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(data)))[..20];
}
