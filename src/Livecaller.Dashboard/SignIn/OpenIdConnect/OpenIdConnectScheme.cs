using Livecaller.Dashboard.Hosting;
using Livecaller.Server.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Livecaller.Dashboard.SignIn.OpenIdConnect;

/// <summary>The authentication scheme of the OpenID Connect provider. It exists when the settings name a provider.</summary>
internal sealed class OpenIdConnectScheme(IOptions<LivecallerServerOptions> server, IServiceProvider services)
    : IConfigureOptions<AuthenticationOptions>, IConfigureNamedOptions<OpenIdConnectOptions>
{
    internal const string Name = "Livecaller.OpenIdConnect";

    internal const string CallbackPath = "/signin-oidc";

    private OperatorOpenIdConnectOptions Settings => server.Value.OpenIdConnect;

    internal static void Add(IServiceCollection services)
    {
        services.AddSingleton<IConfigureOptions<AuthenticationOptions>, OpenIdConnectScheme>();
        services.AddSingleton<IConfigureOptions<OpenIdConnectOptions>, OpenIdConnectScheme>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<OpenIdConnectOptions>, OpenIdConnectPostConfigureOptions>());
    }

    public void Configure(AuthenticationOptions options)
    {
        if (Settings.IsConfigured) options.AddScheme<OpenIdConnectHandler>(Name, Settings.DisplayName);
    }

    public void Configure(OpenIdConnectOptions options)
    {
        // The scheme has a name. Options without one belong to the application.
    }

    public void Configure(string? name, OpenIdConnectOptions options)
    {
        if (name != Name) return;
        var dashboard = services.GetRequiredService<DashboardAddress>().Path;
        options.Authority = Settings.Authority!.OriginalString;
        options.RequireHttpsMetadata = !Settings.Authority.IsLoopback;
        (options.ClientId, options.ClientSecret) = (Settings.ClientId, Settings.ClientSecret);
        options.SignInScheme = DashboardDefaults.AuthenticationScheme;
        options.CallbackPath = dashboard + CallbackPath;
        // The session at the provider is the provider's.
        (options.RemoteSignOutPath, options.SignedOutCallbackPath) = (default, dashboard + "/signout-oidc");
        options.ResponseType = OpenIdConnectResponseType.Code;
        // With a query, browsers send cookies that are SameSite=Lax, also over plain HTTP in a company's network.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        foreach (var cookie in (ReadOnlySpan<CookieBuilder>)[options.CorrelationCookie, options.NonceCookie])
        {
            // By default the path is that of the callback, without a path base that is set after the authentication middleware.
            cookie.Path = "/";
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = server.Value.PublicUrl?.Scheme == Uri.UriSchemeHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        }

        options.Scope.Clear();
        foreach (var scope in Settings.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries)) options.Scope.Add(scope);
        ReadClaims(options);
        options.Events = new OpenIdConnectEvents
        {
            OnRedirectToIdentityProvider = context =>
            {
                var request = context.Request;
                var root = server.Value.PublicUrl?.AbsoluteUri.TrimEnd('/') ?? UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase).TrimEnd('/');
                context.ProtocolMessage.RedirectUri = root + options.CallbackPath;
                return Task.CompletedTask;
            },
            OnTokenValidated = OpenIdConnectTicket.KeepIssuer,
            OnTicketReceived = OpenIdConnectTicket.AcceptAsync,
            OnAccessDenied = OpenIdConnectTicket.CancelAsync,
            OnRemoteFailure = OpenIdConnectTicket.FailAsync,
        };
    }

    private void ReadClaims(OpenIdConnectOptions options)
    {
        options.MapInboundClaims = false;
        options.GetClaimsFromUserInfoEndpoint = true;
        options.ClaimActions.MapJsonKey(OpenIdConnectTicket.EmailVerified, OpenIdConnectTicket.EmailVerified);
        options.ClaimActions.MapJsonKey(Settings.RoleClaim, Settings.RoleClaim);
    }
}
