using Livecaller.Dashboard.Hosting;
using Livecaller.Dashboard.SignIn;
using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Livecaller.Dashboard;

/// <summary>Mounts the operators' dashboard into an ASP.NET Core app.</summary>
public static class LivecallerDashboardExtensions
{
    /// <summary>Adds what the dashboard needs. The chat backend itself comes from <c>AddLivecaller()</c>.</summary>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddLivecallerDashboard(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddAntiforgery();
        services.AddHttpContextAccessor();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddScoped<SignInManager<LivecallerOperator>>();
        services.TryAddScoped<IOperatorSignIn, OperatorSignIn>();

        // An own scheme and policy, named nowhere as a default: the host's own sign-in stays what it is.
        if (!services.Any(service => service.ServiceType == typeof(DashboardMarker)))
        {
            services.AddSingleton<DashboardMarker>();
            services.AddAuthentication().AddCookie(DashboardDefaults.AuthenticationScheme, OperatorCookie.Configure);
            services.AddAuthorizationBuilder().AddPolicy(DashboardDefaults.PolicyName, static policy => policy
                .AddAuthenticationSchemes(DashboardDefaults.AuthenticationScheme)
                .RequireAuthenticatedUser());
        }

        DashboardServices.Add(services);
        return services;
    }

    /// <summary>Mounts the dashboard at <c>/dashboard</c>. Needs <see cref="AddLivecallerDashboard"/>.</summary>
    /// <returns>The same endpoints.</returns>
    /// <exception cref="InvalidOperationException"><see cref="AddLivecallerDashboard"/> was not called.</exception>
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

    private sealed class DashboardMarker;
}
