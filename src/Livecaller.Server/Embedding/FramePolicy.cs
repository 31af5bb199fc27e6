using Livecaller.Server.Hosting;
using Livecaller.Server.Widgets;
using Microsoft.AspNetCore.Http;

namespace Livecaller.Server.Embedding;

// Who may put the frame onto a page, and what the frame may do there.
internal static class FramePolicy
{
    public static void Apply(HttpContext http, LivecallerServerOptions options, IReadOnlyCollection<string> ancestors)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Of(http.Request, options, ancestors);
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-cache";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), payment=(), usb=()";
    }

    /// <summary>The pages that may embed a widget: those of its list, and the server's own.</summary>
    public static string[] AncestorsOf(HttpRequest request, IEnumerable<string> allowed) =>
        [.. allowed.Append(Origins.Normalize($"{request.Scheme}://{request.Host.ToUriComponent()}")).OfType<string>().Distinct()];

    // WebAssembly is compiled, but no text ever becomes script; a component may set a style attribute, but no sheet is written in place.
    private static string Of(HttpRequest request, LivecallerServerOptions options, IReadOnlyCollection<string> ancestors)
    {
        var socket = $"{(request.IsHttps ? "wss" : "ws")}://{request.Host.ToUriComponent()}";
        var files = options.PublicUrl is { } url ? " " + url.GetLeftPart(UriPartial.Authority) : "";
        return "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; style-src-attr 'unsafe-inline'; "
            + $"img-src 'self' data: blob: https:{files}; media-src 'self' blob:{files}; font-src 'self'; "
            + $"connect-src 'self' blob: {socket}{files}; base-uri 'self'; form-action 'none'; object-src 'none'; "
            + $"frame-ancestors {(ancestors.Count == 0 ? "'none'" : string.Join(' ', ancestors))}";
    }
}
