extern alias server;

using Livecaller.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SafeUri = server::Livecaller.Shared.SafeUri;

namespace Livecaller.Dashboard.Hosting;

/// <summary>
/// Refuses requests that a page of another site makes with the operator's cookie. Browsers don't apply the same-origin policy to WebSockets:
/// https://www.rfc-editor.org/rfc/rfc6455#section-10.2.
/// </summary>
internal static partial class OwnOrigin
{
    internal static void RequireOwnOrigin<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder =>
        endpoints.Finally(static endpoint =>
        {
            var next = endpoint.RequestDelegate;
            if (next is null)
                return;
            endpoint.RequestDelegate = context => IsOwnPage(context) ? next(context) : RefuseAsync(context);
        });

    private static bool IsOwnPage(HttpContext context)
    {
        // Set by the browser, and right whatever a proxy has done to the host. Not all browsers send it with WebSockets.
        var site = context.Request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
            return site is "same-origin" or "none";
        var origin = context.Request.Headers.Origin.ToString();
        // Only programs that aren't browsers leave it out of a WebSocket's request.
        return origin.Length == 0 || IsOwn(context, origin);
    }

    private static bool IsOwn(HttpContext context, string origin)
    {
        if (!SafeUri.TryCreate(origin, out var page) || page.Scheme is not ("http" or "https") || page.PathAndQuery != "/")
            return false;
        var publicUrl = context.RequestServices.GetRequiredService<IOptions<LivecallerServerOptions>>().Value.PublicUrl;
        if (publicUrl is not null && page.Scheme == publicUrl.Scheme && IsSameHost(page, publicUrl))
            return true;
        // A proxy that ends TLS may pass on the host without the scheme. The other way around, anybody on the network could be the page.
        var request = context.Request;
        return (page.Scheme == request.Scheme || page.Scheme == Uri.UriSchemeHttps)
            && SafeUri.TryCreate($"{page.Scheme}://{request.Host.ToUriComponent()}", out var server) && IsSameHost(page, server);
    }

    private static bool IsSameHost(Uri one, Uri other) =>
        one.Port == other.Port && one.IdnHost.Equals(other.IdnHost, StringComparison.OrdinalIgnoreCase);

    private static Task RefuseAsync(HttpContext context)
    {
        var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(OwnOrigin));
        LogRefused(logger, context.Request.Host.ToUriComponent());
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A page of another origin than {Host} was refused a connection to the dashboard. "
        + "If it is the dashboard's own page behind a proxy, set Livecaller:PublicUrl to the address that browsers use.")]
    private static partial void LogRefused(ILogger logger, string host);
}
