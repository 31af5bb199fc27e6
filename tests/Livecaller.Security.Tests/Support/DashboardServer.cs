using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Security.Tests.Support;

/// <summary>Starts servers with everything that the Host maps.</summary>
internal static class DashboardServer
{
    public static Task<LivecallerServer> StartAsync(params (string Key, string Value)[] settings) => StartAsync(null, settings);

    public static Task<LivecallerServer> StartAsync(Action<WebApplication>? before, params (string Key, string Value)[] settings) =>
        LivecallerServer.StartGuestAsync(
            static builder => builder.Services.AddLivecallerDashboard(),
            app =>
            {
                before?.Invoke(app);
                app.MapLivecaller();
                app.MapLivecallerDocs();
                app.MapLivecallerDashboard();
            },
            settings: settings);
}
