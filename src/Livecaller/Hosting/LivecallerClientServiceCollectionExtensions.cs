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
        this IServiceCollection services, Func<IServiceProvider, LivecallerOptions> options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        services.TryAddScoped<ILivecallerClientProvider>(provider => new LivecallerClientProvider(() =>
        {
            var made = options(provider);
            return made.LoggerFactory is null ? made with { LoggerFactory = provider.GetService<ILoggerFactory>() } : made;
        }));
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
