using Livecaller.Dashboard.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Gives the operators' dashboard its addresses.</summary>
public static class LivecallerDashboardEndpointRouteBuilderExtensions
{
    /// <summary>Mounts the dashboard at <c>/dashboard</c>. Needs <c>AddLivecallerDashboard()</c>.</summary>
    /// <returns>The same endpoints.</returns>
    /// <exception cref="InvalidOperationException"><c>AddLivecallerDashboard()</c> was not called.</exception>
    public static IEndpointRouteBuilder MapLivecallerDashboard(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        if (endpoints.ServiceProvider.GetService<DashboardMarker>() is null)
            throw new InvalidOperationException("Call builder.Services.AddLivecallerDashboard() before app.MapLivecallerDashboard().");
        DashboardEndpoints.Map(endpoints);
        MapAssets(endpoints);
        return endpoints;
    }

    // Style sheets and the circuit's script. Mapping them twice is no harm: the framework finds the first mapping again.
    private static void MapAssets(IEndpointRouteBuilder endpoints)
    {
        var app = endpoints.ServiceProvider.GetRequiredService<IWebHostEnvironment>().ApplicationName;
        if (File.Exists(Path.Combine(AppContext.BaseDirectory, app + ".staticwebassets.endpoints.json")))
            endpoints.MapStaticAssets();
    }
}
