using Livecaller.Bench.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Contract.Tests.Servers;

/// <summary>The real server on a free port, with a database in PostgreSQL.</summary>
public sealed class PostgreSqlServers : SqliteServers
{
    protected override async Task UseDatabaseAsync(WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var cluster = await PostgreSqlCluster.SharedAsync;
        builder.Services.UsePostgreSql(await cluster.CreateDatabaseAsync("contract" + Guid.NewGuid().ToString("N")));
    }
}
