using Livecaller.Realtime;
using Livecaller.Realtime.Nodes;
using Livecaller.Realtime.Redis;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Connects several nodes through Redis.</summary>
public static class RedisServiceCollectionExtensions
{
    /// <summary>The name of the health check, which is degraded while a broker is lost.</summary>
    public const string HealthCheck = "livecaller-redis";

    /// <summary>Lets the nodes of an application that has called <c>AddPusher()</c> or <c>AddLivecaller()</c> act as one.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="brokers">One broker or several, separated by commas: <c>redis-1:6379,redis-2:6379</c>. Options of StackExchange.Redis, as in <c>redis:6379,ssl=true</c>, apply to all of them.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseRedis(this IServiceCollection services, string brokers)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(brokers);
        return services.UseRedis(options =>
        {
            foreach (var broker in BrokerList.Split(brokers)) options.Brokers.Add(broker);
        });
    }

    /// <summary>Lets the nodes of an application that has called <c>AddPusher()</c> or <c>AddLivecaller()</c> act as one.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets at least <see cref="RedisBackplaneOptions.Brokers"/>.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection UseRedis(this IServiceCollection services, Action<RedisBackplaneOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<RedisBackplaneOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RedisBackplaneOptions>, RedisBackplaneOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<RedisBackplane>();
        services.Replace(ServiceDescriptor.Singleton<IBackplane>(s => s.GetRequiredService<RedisBackplane>()));
        services.Replace(ServiceDescriptor.Singleton<INodeSignals>(s => s.GetRequiredService<RedisBackplane>()));
        services.AddHostedService<RedisService>();
        services.AddHealthChecks().AddCheck<RedisHealth>(HealthCheck, HealthStatus.Degraded, ["livecaller"]);
        return services;
    }
}
