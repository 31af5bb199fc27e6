using Livecaller.Server.Http;

namespace Livecaller.Server.Embedding;

// Which pages can embed the frame, and what the frame can do.
internal static class FramePolicy
{
    public static void Apply(HttpContext http, ServerAddress address, IReadOnlyCollection<string> ancestors)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Of(address, ancestors);
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-cache";
        // A page that isolates itself embeds only what does so too, and says that it may be embedded. Pictures of other origins are still shown.
        headers["Cross-Origin-Embedder-Policy"] = "credentialless";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), payment=(), usb=()";
    }

    // WebAssembly is compiled, but no text ever becomes script; a component may set a style attribute, but no sheet is written in place.
    private static string Of(ServerAddress address, IReadOnlyCollection<string> ancestors)
    {
        var files = address.PublicOrigin is { } origin ? " " + origin : "";
        var server = new Uri(address.Current);
        var socket = $"{(server.Scheme == Uri.UriSchemeHttps ? "wss" : "ws")}://{server.Authority}";
        return "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; style-src-attr 'unsafe-inline'; "
            + $"img-src 'self' data: blob: https:{files}; media-src 'self' blob:{files}; font-src 'self'; "
            + $"connect-src 'self' blob: {socket}{files}; base-uri 'self'; form-action 'none'; object-src 'none'; "
            + $"frame-ancestors {(ancestors.Count == 0 ? "'none'" : string.Join(' ', ancestors))}";
    }
}
