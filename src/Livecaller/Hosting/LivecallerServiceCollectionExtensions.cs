using Livecaller.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the Livecaller SDK.</summary>
public static class LivecallerServiceCollectionExtensions
{
    /// <summary>
    /// Registers <see cref="Livecaller.ILivecallerClientProvider"/>, scoped: one client for each user or circuit, disposed with its scope.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="options">Makes the options. Where they name no logger factory, the services' own is taken.</param>
    public static IServiceCollection AddLivecallerClient(
        this IServiceCollection services, Func<IServiceProvider, Livecaller.LivecallerOptions> options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        services.TryAddScoped<Livecaller.ILivecallerClientProvider>(provider => new LivecallerClientProvider(() =>
        {
            var made = options(provider);
            return made.LoggerFactory is null ? made with { LoggerFactory = provider.GetService<ILoggerFactory>() } : made;
        }));
        return services;
    }

    /// <summary>Registers <see cref="Livecaller.ILivecallerClientProvider"/> with options that are known already.</summary>
    /// <param name="services">The services.</param>
    /// <param name="options">The options.</param>
    public static IServiceCollection AddLivecallerClient(this IServiceCollection services, Livecaller.LivecallerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return services.AddLivecallerClient(_ => options);
    }
}
