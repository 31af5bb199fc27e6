using Livecaller;
using Livecaller.Blazor;
using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Hosting;
using Livecaller.Blazor.Localization;
using Livecaller.Blazor.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the chat component.</summary>
public static class LivecallerBlazorServiceCollectionExtensions
{
    /// <summary>
    /// Registers what <see cref="LivecallerApp"/> needs: the browser's session store and <see cref="ILivecallerClientProvider"/>,
    /// both scoped, so that every component and page of one circuit (or of one WebAssembly app) shares one client.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets at least <see cref="LivecallerBlazorOptions.ServerUrl"/>.</param>
    public static IServiceCollection AddLivecallerBlazor(this IServiceCollection services, Action<LivecallerBlazorOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new LivecallerBlazorOptions();
        configure(options);
        if (options.ServerUrl is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            throw new ArgumentException(
                $"{nameof(LivecallerBlazorOptions)}.{nameof(options.ServerUrl)} must be an absolute http or https address, but is '{options.ServerUrl}'.",
                nameof(configure));
        }

        services.TryAddScoped<WidgetSelection>();
        services.TryAddScoped<ChatMemory>();
        services.TryAddScoped<TextLibrary>();
        services.TryAddScoped(provider => new TextLoader(
            provider.GetRequiredService<TextLibrary>(),
            provider.GetRequiredService<IJSRuntime>(),
            provider.GetService<ILogger<TextLoader>>() ?? (ILogger)NullLogger.Instance));
        services.TryAddScoped<ISessionStore>(provider => new BrowserSessionStore(
            provider.GetRequiredService<IJSRuntime>(), options.StorageKey, provider.GetService<ILogger<BrowserSessionStore>>()));
        return services.AddLivecallerClient(provider => OptionsOf(provider, options));
    }

    private static LivecallerOptions OptionsOf(IServiceProvider provider, LivecallerBlazorOptions options)
    {
        var widget = options.WidgetId ?? provider.GetRequiredService<WidgetSelection>().WidgetId;
        if (string.IsNullOrWhiteSpace(widget))
        {
            throw new ArgumentException(
                $"No widget is named. Set {nameof(LivecallerBlazorOptions)}.{nameof(options.WidgetId)}, "
                + $"or mount <{nameof(LivecallerApp)} {nameof(LivecallerApp.WidgetId)}=\"…\"> before the client is asked for.");
        }

        var made = new LivecallerOptions
        {
            WidgetId = new WidgetId(widget),
            ServerUrl = options.ServerUrl!,
            Language = options.Language,
            Device = "blazor",
            SessionStore = provider.GetRequiredService<ISessionStore>(),
            TimeProvider = provider.GetService<TimeProvider>() ?? TimeProvider.System,
        };
        return options.ConfigureClient?.Invoke(provider, made) ?? made;
    }
}
