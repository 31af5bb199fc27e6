using Livecaller.Dashboard;
using Livecaller.Dashboard.Hosting;
using Livecaller.Dashboard.SignIn;
using Livecaller.Dashboard.SignIn.OpenIdConnect;
using Livecaller.Server.Hosting;
using Livecaller.Server.Operators;
using Livecaller.Widget;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the operators' dashboard to an application's services.</summary>
public static class LivecallerDashboardServiceCollectionExtensions
{
    /// <summary>Adds what the dashboard needs, and the files of the chat for web pages. The chat backend itself comes from <c>AddLivecaller()</c>.</summary>
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
        if (!services.Any(service => service.ServiceType == typeof(DashboardAddress)))
        {
            services.AddSingleton<DashboardAddress>();
            services.AddHostedService<AssetCheck>();
            services.AddAuthentication().AddCookie(DashboardDefaults.AuthenticationScheme, OperatorCookie.Configure);
            services.AddOptions<CookieAuthenticationOptions>(DashboardDefaults.AuthenticationScheme)
                .Configure<IOptions<LivecallerServerOptions>>(OperatorCookie.SetLifetime);
            services.AddAuthorizationBuilder().AddPolicy(DashboardDefaults.PolicyName, static policy => policy
                .AddAuthenticationSchemes(DashboardDefaults.AuthenticationScheme)
                .RequireAuthenticatedUser());
            OpenIdConnectScheme.Add(services);
            services.PostConfigure<AuthenticationOptions>(KeepDefaultScheme);
            services.ConfigureOptions<SecureCookies>();
        }

        services.AddLivecallerWidget(WidgetArchive.Open);
        DashboardServices.Add(services);
        return services;
    }

    // A scheme that is the only one is the default. The host's still is, with ours beside it.
    private static void KeepDefaultScheme(AuthenticationOptions options)
    {
        var others = options.Schemes.Where(scheme => scheme.Name is not (DashboardDefaults.AuthenticationScheme or OpenIdConnectScheme.Name)).ToList();
        if (others.Count == 1) options.DefaultScheme ??= others[0].Name;
    }
}
