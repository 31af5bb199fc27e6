using Livecaller.Dashboard.Hosting;
using Livecaller.Server.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Livecaller.Dashboard.SignIn.OpenIdConnect;

/// <summary>The way to the provider and back.</summary>
internal static partial class OpenIdConnectEndpoints
{
    internal const string Path = "login/openid";

    internal static void MapOpenIdConnect(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Path, ChallengeAsync);
        endpoints.MapGet(OpenIdConnectScheme.CallbackPath, ReturnAsync);
    }

    private static async Task<IResult> ChallengeAsync(
        HttpContext context, DashboardAddress address, IOptions<LivecallerServerOptions> server, ILoggerFactory loggers, string? returnUrl)
    {
        if (!server.Value.OpenIdConnect.IsConfigured) return TypedResults.NotFound();
        var target = ReturnAddress.Safe(returnUrl, context.Request.PathBase + address.Path);
        try
        {
            await context.ChallengeAsync(OpenIdConnectScheme.Name, new AuthenticationProperties { RedirectUri = target });
            return TypedResults.Empty;
        }
        catch (Exception e) when (e is InvalidOperationException or HttpRequestException or IOException)
        {
            LogUnreachable(loggers.CreateLogger(typeof(OpenIdConnectEndpoints).FullName!), e, server.Value.OpenIdConnect.Authority!);
            return TypedResults.Redirect(context.Request.PathBase + address.SignInPath + QueryString.Create(SignInForm.Problem, SignInProblem.Unavailable));
        }
    }

    // The authentication middleware handles the provider's answer, unless the path base is set after it.
    private static async Task<IResult> ReturnAsync(HttpContext context, IAuthenticationHandlerProvider handlers) =>
        await handlers.GetHandlerAsync(context, OpenIdConnectScheme.Name) is IAuthenticationRequestHandler handler && await handler.HandleRequestAsync()
            ? TypedResults.Empty : TypedResults.NotFound();

    [LoggerMessage(Level = LogLevel.Error, Message = "The configuration of the OpenID Connect provider {Authority} can't be read.")]
    private static partial void LogUnreachable(ILogger logger, Exception exception, Uri authority);
}
