using Livecaller;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the Livecaller SDK.</summary>
public static class LivecallerClientServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="ILivecallerClientProvider"/>, scoped: one client for each user or circuit, disposed with its scope.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="options">Creates the options. Without a logger factory, the one of the services is used.</param>
    public static IServiceCollection AddLivecallerClient(
        this IServiceCollection services, Func<IServiceProvider, LivecallerOptions> options) =>
        services.AddLivecallerClient(options, ServiceLifetime.Scoped);

    /// <summary>
    /// Registers <see cref="ILivecallerClientProvider"/> with a lifetime: <see cref="ServiceLifetime.Singleton"/> gives a worker one client for its
    /// whole life, which hosted services take in their constructors.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="options">Creates the options. Without a logger factory, the one of the services is used.</param>
    /// <param name="lifetime">Singleton or scoped.</param>
    /// <exception cref="ArgumentOutOfRangeException">The lifetime is transient: each use would be another visitor.</exception>
    public static IServiceCollection AddLivecallerClient(
        this IServiceCollection services, Func<IServiceProvider, LivecallerOptions> options, ServiceLifetime lifetime)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        if (lifetime is not (ServiceLifetime.Singleton or ServiceLifetime.Scoped))
            throw new ArgumentOutOfRangeException(nameof(lifetime), lifetime, "A client must be a singleton or scoped.");
        services.TryAdd(ServiceDescriptor.Describe(
            typeof(ILivecallerClientProvider),
            provider => new LivecallerClientProvider(() =>
            {
                var made = options(provider);
                return made.LoggerFactory is null ? made with { LoggerFactory = provider.GetService<ILoggerFactory>() } : made;
            }),
            lifetime));
        return services;
    }

    /// <summary>Registers <see cref="ILivecallerClientProvider"/> with fixed options.</summary>
    /// <param name="services">The services.</param>
    /// <param name="options">The options.</param>
    public static IServiceCollection AddLivecallerClient(this IServiceCollection services, LivecallerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return services.AddLivecallerClient(_ => options);
    }
}
