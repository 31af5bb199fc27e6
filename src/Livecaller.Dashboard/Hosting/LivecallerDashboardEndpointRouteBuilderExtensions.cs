using Livecaller.Dashboard;
using Livecaller.Dashboard.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps the operators' dashboard.</summary>
public static class LivecallerDashboardEndpointRouteBuilderExtensions
{
    /// <summary>Mounts the dashboard, with everything that its pages load. Needs <c>AddLivecallerDashboard()</c>.</summary>
    /// <param name="endpoints">The application, or a group of it.</param>
    /// <param name="pattern">The dashboard's path. It has no parameters.</param>
    /// <returns>All of the endpoints, for conventions.</returns>
    /// <exception cref="ArgumentException">The pattern is empty or has parameters.</exception>
    /// <exception cref="InvalidOperationException"><c>AddLivecallerDashboard()</c> was not called.</exception>
    public static IEndpointConventionBuilder MapLivecallerDashboard(
        this IEndpointRouteBuilder endpoints, string pattern = DashboardDefaults.Path)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        if (pattern.Trim('/').Length == 0 || pattern.Contains('{', StringComparison.Ordinal))
            throw new ArgumentException($"MapLivecallerDashboard() needs a pattern without parameters, and received '{pattern}'.", nameof(pattern));
        if (endpoints.ServiceProvider.GetService<DashboardAddress>() is null)
            throw new InvalidOperationException("Call builder.Services.AddLivecallerDashboard() before app.MapLivecallerDashboard().");
        var root = endpoints.MapGroup(pattern).ForbidSniffing();
        DashboardEndpoints.Map(root);
        MapAssets(root);
        return root;
    }

    // Style sheets and the circuit's script, under the dashboard's path: a proxy that passes on nothing else must pass them on too.
    private static void MapAssets(RouteGroupBuilder root)
    {
        if (File.Exists(AssetCheck.ManifestOf(((IEndpointRouteBuilder)root).ServiceProvider.GetRequiredService<IWebHostEnvironment>())))
            root.MapStaticAssets();
    }
}
