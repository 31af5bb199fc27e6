using Livecaller.Server.PostgreSql;
using Livecaller.Server.PostgreSql.Keys;
using Livecaller.Server.PostgreSql.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Stores the data of the chat backend in PostgreSQL.</summary>
public static class LivecallerPostgreSqlServiceCollectionExtensions
{
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
}
