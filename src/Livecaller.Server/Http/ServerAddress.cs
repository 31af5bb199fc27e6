using Livecaller.Server.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Livecaller.Server.Http;

// Where clients reach this server: configured, else where the call at hand came to, else where it listens.
internal sealed class ServerAddress(
    IOptions<LivecallerServerOptions> options, IHttpContextAccessor accessor, IServiceProvider services)
{
    public string Current =>
        options.Value.PublicUrl?.ToString().TrimEnd('/')
        ?? (accessor.HttpContext is { Request.Host.HasValue: true } http ? Of(http.Request) : null)
        ?? services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?.TrimEnd('/')
        ?? "";

    public static string Of(HttpRequest request) => $"{request.Scheme}://{request.Host.ToUriComponent()}{request.PathBase.ToUriComponent()}";
}
