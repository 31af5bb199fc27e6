using System.Net;
using Livecaller.Server.Hosting;
using Livecaller.Server.Widgets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Livecaller.Server.Http;

// Marks the endpoint from whose pattern the server learns where MapLivecaller() was called.
internal sealed class WidgetEndpointMarker;

// Where clients reach this server: PublicUrl, else the address that the request was sent to, else the address that it listens on.
internal sealed class ServerAddress(
    IOptions<LivecallerServerOptions> options, IHttpContextAccessor accessor, EndpointDataSource endpoints, IServiceProvider services)
{
    public const string WidgetPath = "/v1/widget";

    private string? _pattern;

    /// <summary>The address of the chat, without a slash at the end: what comes before <c>/v1</c> and <c>/app</c>.</summary>
    public string Current => App + Pattern;

    /// <summary>The origin of <c>PublicUrl</c>; null without one.</summary>
    public string? PublicOrigin => options.Value.PublicUrl is { } url ? Origins.Of(url) : null;

    /// <summary>
    /// The path under which <c>PublicUrl</c> publishes the application; empty for none. The setting may be written with the pattern of
    /// <c>MapLivecaller()</c> at its end, or without it.
    /// </summary>
    public string PublicPath
    {
        get
        {
            var path = options.Value.PublicUrl?.AbsolutePath.TrimEnd('/') ?? "";
            return Pattern.Length > 0 && path.EndsWith(Pattern, StringComparison.Ordinal) ? path[..^Pattern.Length] : path;
        }
    }

    /// <summary>The path of an endpoint of the chat as the sender of a request sees it.</summary>
    public string PathOf(HttpRequest request, string path) => request.PathBase.ToUriComponent() + Pattern + path;

    /// <summary>
    /// Returns the origins under which this server's own pages are reached: <c>PublicUrl</c>, and what the request was sent to. Beside
    /// <c>PublicUrl</c>, a request counts only if it names this machine or an IP address, because any name can be pointed at the server.
    /// </summary>
    public IEnumerable<string> OwnOrigins(HttpRequest request)
    {
        if (PublicOrigin is { } configured) yield return configured;
        if (PublicOrigin is not null && !IsLocalOrAddress(request.Host.Host)) yield break;
        if (Origins.Normalize($"{request.Scheme}://{request.Host.ToUriComponent()}") is { } requested) yield return requested;
    }

    private static bool IsLocalOrAddress(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host.Trim('[', ']'), out _);

    /// <summary>The address of the chat; null where neither <c>PublicUrl</c> nor a request names it.</summary>
    public string? Known => KnownApp is { } app ? app + Pattern : null;

    /// <summary>The address of the application, which the paths of the API's description are relative to.</summary>
    public string App => KnownApp
        ?? services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?.TrimEnd('/')
        ?? "";

    private string? KnownApp => PublicOrigin is { } origin ? origin + PublicPath
        : accessor.HttpContext is { Request: { Host.HasValue: true } request }
            ? $"{request.Scheme}://{request.Host.ToUriComponent()}{request.PathBase.ToUriComponent()}" : null;

    // Known once the endpoints are built, which is after other services of the app have started.
    private string Pattern => (_pattern ??= FindPattern()) ?? "";

    private string? FindPattern() =>
        endpoints.Endpoints.OfType<RouteEndpoint>().FirstOrDefault(e => e.Metadata.GetMetadata<WidgetEndpointMarker>() is not null) is { } widget
            ? ("/" + widget.RoutePattern.RawText!.Trim('/'))[..^WidgetPath.Length] : null;
}
