using Livecaller.Server.Widgets;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Net.Http.Headers;

namespace Livecaller.Server.Http;

// Marks the endpoints of the API among those of the application.
internal sealed class ApiEndpointMarker;

// Preflights, wrong methods and unknown addresses.
internal static class Fallbacks
{
    public static void MapFallbacks(this RouteGroupBuilder api)
    {
        api.MapMethods("/widget/{**path}", [HttpMethods.Options], PreflightAsync).ExcludeFromDescription();
        api.Map("/{**path}", Unknown).WithOrder(int.MaxValue).ExcludeFromDescription();
    }

    // A preflight does not name its widget: the origins of all widgets are accepted, and the call itself is checked again.
    public static async Task<IResult> PreflightAsync(HttpContext http, LivecallerDbContext db, ServerAddress address)
    {
        var origin = http.Request.Headers.Origin.ToString();
        http.Response.Headers.Append(HeaderNames.Vary, "Origin");
        var lists = await db.Widgets.AsNoTracking().Select(w => w.AllowedOrigins).ToListAsync(http.RequestAborted).ConfigureAwait(false);
        if (!Origins.IsAllowed(origin, lists.SelectMany(l => l).Concat(address.OwnOrigins(http.Request))))
            return Problems.Forbidden($"The origin '{Query.Shorten(origin)}' may not embed a widget of this server.").ToResult();
        Origins.AddCorsHeaders(http.Response, origin);
        http.Response.Headers.AccessControlAllowMethods = "GET, HEAD, POST, PATCH, DELETE";
        http.Response.Headers.AccessControlAllowHeaders = $"Authorization, Content-Type, If-None-Match, {WidgetFilter.Header}, {VisitorRules.IdentityHeader}, {Tus.SentHeaders}";
        http.Response.Headers.AccessControlMaxAge = "600";
        return TypedResults.NoContent();
    }

    private static IResult Unknown(HttpContext http, EndpointDataSource endpoints)
    {
        var methods = endpoints.Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<ApiEndpointMarker>() is not null
                && e.RoutePattern.RawText?.Contains("**", StringComparison.Ordinal) == false
                && new TemplateMatcher(new RouteTemplate(e.RoutePattern), []).TryMatch(http.Request.Path, []))
            .SelectMany(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Distinct().Order().ToList();
        if (methods.Count == 0) return Problems.NoAddress.ToResult();
        if (methods.Contains(http.Request.Method))
            return Problems.Unsupported($"The call does not take a body of the type '{Query.Shorten(http.Request.ContentType ?? "none")}'.").ToResult();
        http.Response.Headers.Allow = string.Join(", ", methods);
        return Problems.WrongMethod(methods, http.Request.Method).ToResult();
    }
}
