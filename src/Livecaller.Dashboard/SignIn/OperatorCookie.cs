using Livecaller.Dashboard.Hosting;
using Livecaller.Server.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Livecaller.Dashboard.SignIn;

/// <summary>The operators' cookie.</summary>
internal static class OperatorCookie
{
    internal static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = DashboardDefaults.CookieName;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.Cookie.IsEssential = true;
        options.ReturnUrlParameter = SignInForm.ReturnUrl;
        // The server keeps the session, and knows when it ends.
        options.SlidingExpiration = false;
        options.Events.OnRedirectToLogin = RedirectToSignInAsync;
        options.Events.OnRedirectToAccessDenied = RedirectToSignInAsync;
        options.Events.OnValidatePrincipal = RevalidateAsync;
    }

    internal static void SetLifetime(CookieAuthenticationOptions options, IOptions<LivecallerServerOptions> server) =>
        options.ExpireTimeSpan = server.Value.OperatorSessions.Lifetime;

    private static Task RedirectToSignInAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        DashboardHeaders.Apply(context.Response);
        // The circuit's script can't follow a redirect to a form, so it gets a 401.
        var address = context.HttpContext.RequestServices.GetRequiredService<DashboardAddress>();
        if (context.Request.Path.StartsWithSegments(address.CircuitPath))
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else
            context.Response.Redirect(SignInAddress(context.Request, address));
        return Task.CompletedTask;
    }

    // LoginPath is fixed before it is known where the dashboard is mounted.
    private static string SignInAddress(HttpRequest request, DashboardAddress address) =>
        request.PathBase + address.SignInPath + QueryString.Create(SignInForm.ReturnUrl, request.PathBase + request.Path + request.QueryString);

    // Pages load once and continue in a circuit, so asking for each request costs little, and a copy of a cookie ends with its session.
    private static async Task RevalidateAsync(CookieValidatePrincipalContext context)
    {
        var signIn = context.HttpContext.RequestServices.GetRequiredService<IOperatorSignIn>();
        if (context.Principal is { } principal && await signIn.RevalidateAsync(principal, context.HttpContext.RequestAborted) is { } current)
        {
            context.ReplacePrincipal(current);
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(DashboardDefaults.AuthenticationScheme);
    }
}
