using System.Globalization;
using Livecaller.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Livecaller.Dashboard.Hosting;

/// <summary>The headers that every answer of the dashboard carries.</summary>
internal static class DashboardHeaders
{
    // No inline script or style anywhere: markup that slipped in somewhere could neither run nor disguise itself.
    internal const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; "
        + "connect-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'; object-src 'none'";

    internal static void Apply(HttpResponse response)
    {
        var headers = response.Headers;
        headers.ContentSecurityPolicy = PolicyFor(response.HttpContext);
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-cache, no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()";
    }

    // Links to files begin with PublicUrl, whatever address the dashboard is opened at.
    private static string PolicyFor(HttpContext context)
    {
        if (context.RequestServices.GetRequiredService<IOptions<LivecallerServerOptions>>().Value.PublicUrl is not { } url)
            return ContentSecurityPolicy;
        var origin = $"{url.Scheme}://{url.IdnHost}" + (url.IsDefaultPort ? "" : $":{url.Port.ToString(CultureInfo.InvariantCulture)}");
        return ContentSecurityPolicy.Replace("img-src 'self'", "img-src 'self' " + origin, StringComparison.Ordinal)
            .Replace("media-src 'self'", "media-src 'self' " + origin, StringComparison.Ordinal);
    }

    internal static TBuilder WithDashboardHeaders<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder =>
        endpoints.Wrap(static (context, next) =>
        {
            Apply(context.Response);
            return next(context);
        });

    /// <summary>For style sheets and scripts: browsers take them for nothing else.</summary>
    internal static TBuilder ForbidSniffing<TBuilder>(this TBuilder endpoints) where TBuilder : IEndpointConventionBuilder =>
        endpoints.Wrap(static (context, next) =>
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return next(context);
        });

    /// <summary>Wraps the handler of every endpoint of a group, also of those that the framework has mapped.</summary>
    internal static TBuilder Wrap<TBuilder>(this TBuilder endpoints, Func<HttpContext, RequestDelegate, Task> wrapper) where TBuilder : IEndpointConventionBuilder
    {
        endpoints.Finally(endpoint =>
        {
            if (endpoint.RequestDelegate is { } next)
                endpoint.RequestDelegate = context => wrapper(context, next);
        });
        return endpoints;
    }
}
