using Livecaller.Realtime;
using Livecaller.Realtime.Apps;
using Livecaller.Realtime.Channels;
using Livecaller.Realtime.Connections;
using Livecaller.Realtime.HttpApi;
using Livecaller.Realtime.Limits;
using Livecaller.Realtime.Nodes;
using Livecaller.Realtime.Options;
using Livecaller.Realtime.Webhooks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the Pusher server to an application's services.</summary>
public static class PusherServiceCollectionExtensions
{
    /// <summary>
    /// Adds a Pusher Channels server; <c>MapPusher()</c> maps its endpoint.
    /// The application uses it through <see cref="IChannelPublisher"/> and <see cref="IConnectionControl"/>.
    /// </summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets at least <see cref="PusherAppOptions.AppId"/>, <see cref="PusherAppOptions.AppKey"/> and <see cref="PusherAppOptions.AppSecret"/>; null when they are configured elsewhere.</param>
    public static IServiceCollection AddPusher(this IServiceCollection services, Action<PusherOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<PusherOptions>().ValidateOnStart();
        if (configure is not null) options.Configure(configure);

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PusherOptions>, PusherOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IBackplane, InProcessBackplane>();
        services.TryAddSingleton<INodeSignals, NoOtherNodes>();

        services.TryAddSingleton<WebhookService>();
        services.AddHostedService(s => s.GetRequiredService<WebhookService>());
        services.TryAddSingleton<AppRegistry>();
        services.TryAddSingleton(s => s.GetRequiredService<AppRegistry>().Default.Channels);
        services.TryAddSingleton<ConnectionRegistry>();
        services.TryAddSingleton<ConnectionClock>();
        services.TryAddSingleton<AddressLimit>();
        services.TryAddSingleton<IChannelPublisher>(s => s.GetRequiredService<ChannelHub>());
        services.TryAddKeyedSingleton<IChannelPublisher>(KeyedService.AnyKey, (s, id) => s.GetRequiredService<AppRegistry>().Get(id).Channels);
        services.TryAddSingleton<IUserPublisher>(s => s.GetRequiredService<AppRegistry>().Default.Users);
        services.TryAddKeyedSingleton<IUserPublisher>(KeyedService.AnyKey, (s, id) => s.GetRequiredService<AppRegistry>().Get(id).Users);
        services.TryAddSingleton<IChannelListener>(s => s.GetRequiredService<ChannelHub>());
        services.TryAddSingleton<IConnectionControl>(s => s.GetRequiredService<ConnectionRegistry>());

        services.TryAddSingleton<PusherEndpoint>();
        services.TryAddSingleton<HttpApiEndpoint>();
        services.AddHostedService<ShutdownService>();
        services.TryAddEnumerable(ServiceDescriptor.Transient<IStartupFilter, UnknownPathFilter>());
        return services;
    }
}
