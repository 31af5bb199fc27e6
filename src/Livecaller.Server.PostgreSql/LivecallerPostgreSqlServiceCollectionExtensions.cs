using Livecaller.Realtime;
using Livecaller.Realtime.Nodes;
using Livecaller.Server.PostgreSql;
using Livecaller.Server.PostgreSql.Keys;
using Livecaller.Server.PostgreSql.Nodes;
using Livecaller.Server.PostgreSql.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Stores the data of the chat backend in PostgreSQL.</summary>
public static class LivecallerPostgreSqlServiceCollectionExtensions
{
    /// <summary>The name of the health check of <see cref="UsePostgreSqlBackplane"/>, which is degraded while the other servers are not reached.</summary>
    public const string BackplaneHealthCheck = "livecaller-postgres-backplane";

    /// <summary>Stores everything but the attachments in PostgreSQL, also the keys that sign sessions and links. Several servers can share it.</summary>
    /// <param name="services">The services of an application that calls <c>AddLivecaller()</c>.</param>
    /// <param name="connectionString">The connection string; null for the one called <c>Livecaller</c> in the application's configuration.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UsePostgreSql(this IServiceCollection services, string? connectionString = null) =>
        services.UsePostgreSql(options => options.ConnectionString = connectionString);

    /// <summary>Stores everything but the attachments in PostgreSQL, also the keys that sign sessions and links. Several servers can share it.</summary>
    /// <param name="services">The services of an application that calls <c>AddLivecaller()</c>.</param>
    /// <param name="configure">Sets how the database is reached.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UsePostgreSql(this IServiceCollection services, Action<LivecallerPostgreSqlOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<LivecallerPostgreSqlOptions>().Configure(configure).PostConfigure<IConfiguration>(
            (options, configuration) => options.ConnectionString ??= configuration.GetConnectionString("Livecaller"));
        services.TryAddSingleton<PostgreSqlSource>();
        services.TryAddSingleton<PostgreSqlOpening>();
        services.Replace(ServiceDescriptor.Singleton<LivecallerDatabase, PostgreSqlDatabase>());
        services.Replace(ServiceDescriptor.Singleton<IKeyStore, PostgreSqlKeys>());
        return services;
    }

    /// <summary>
    /// Lets a few servers that share a PostgreSQL database act as one without Redis: events are carried by its notifications. Members of presence channels,
    /// counts of subscribers and webhooks are those of each server.
    /// </summary>
    /// <param name="services">The services of an application that calls <c>AddLivecaller()</c> and <c>UsePostgreSql()</c>.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UsePostgreSqlBackplane(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<LivecallerPostgreSqlOptions>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<PostgreSqlSource>();
        services.TryAddSingleton<PostgreSqlBackplane>();
        services.Replace(ServiceDescriptor.Singleton<IBackplane>(s => s.GetRequiredService<PostgreSqlBackplane>()));
        services.Replace(ServiceDescriptor.Singleton<INodeSignals>(s => s.GetRequiredService<PostgreSqlBackplane>()));
        services.AddHostedService<PostgreSqlBackplaneService>();
        services.AddHealthChecks().AddCheck<PostgreSqlBackplaneHealth>(BackplaneHealthCheck, HealthStatus.Degraded, [LivecallerHealthChecks.Tag]);
        return services;
    }
}
