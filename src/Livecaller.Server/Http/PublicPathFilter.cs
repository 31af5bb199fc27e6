using Microsoft.AspNetCore.Hosting;

namespace Livecaller.Server.Http;

// A PublicUrl with a path says that a proxy publishes the app under this path. Requests get it as their path base, whether the proxy
// passes the path on or strips it, so that redirects, cookies and the dashboard's addresses are right.
internal sealed class PublicPathFilter(ServerAddress address) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, rest) =>
        {
            if (address.PublicPath is { Length: > 0 } path) Apply(context.Request, PathString.FromUriComponent(path));
            return rest(context);
        });
        next(app);
    };

    private static void Apply(HttpRequest request, PathString path)
    {
        // X-Forwarded-Prefix, or the server that the app runs in, has set it already.
        if (request.PathBase.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)) return;
        if (request.Path.StartsWithSegments(path, out var matched, out var rest)) (path, request.Path) = (matched, rest);
        request.PathBase += path;
    }
}
