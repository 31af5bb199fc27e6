using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Hosting;

namespace Livecaller.Server.Hosting;

// The headers of every response of a program whose purpose is to run Livecaller. In another app they are the app's.
internal sealed class ProgramHeaders(IOptions<LivecallerServerOptions> options) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, rest) =>
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            if (options.Value.HstsLifetime is { Ticks: > 0 } age && IsHttps(context.Request) && IsName(context.Request.Host.Host))
                context.Response.Headers.StrictTransportSecurity = string.Create(CultureInfo.InvariantCulture, $"max-age={(long)age.TotalSeconds}");
            return rest(context);
        });
        next(app);
    };

    // A proxy that ends TLS may not pass on the scheme. Browsers ignore the header over HTTP, so it is harmless there.
    private bool IsHttps(HttpRequest request) => request.IsHttps
        || (options.Value.PublicUrl is { } url && url.Scheme == Uri.UriSchemeHttps && url.IdnHost.Equals(request.Host.Host, StringComparison.OrdinalIgnoreCase));

    // Not for localhost, whose ports belong to different programs, and not for an IP address, for which browsers ignore it.
    private static bool IsName(string host) =>
        !host.Equals("localhost", StringComparison.OrdinalIgnoreCase) && !host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        && !IPAddress.TryParse(host.Trim('[', ']'), out _);
}
