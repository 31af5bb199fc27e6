using Livecaller.Server.Uploads;
using Microsoft.AspNetCore.Http;

namespace Livecaller.Server.Widgets;

internal static class Origins
{
    /// <summary>The origin in its one form, as browsers send it; null when the text is none.</summary>
    public static string? Normalize(string text)
    {
        if (!Uri.TryCreate(text.Trim(), UriKind.Absolute, out var uri)) return null;
        var isOrigin = uri.Scheme is "http" or "https" && uri.PathAndQuery is "/" or "" && uri.Fragment.Length == 0 && uri.UserInfo.Length == 0;
        return isOrigin && uri.Host.Length > 0 && !uri.Host.Contains('*', StringComparison.Ordinal)
            ? uri.GetLeftPart(UriPartial.Authority).ToLowerInvariant() : null;
    }

    /// <summary>Whether a page of this origin may call: those of the list, and the server's own.</summary>
    public static bool IsAllowed(string origin, IEnumerable<string> allowed, HttpRequest request) =>
        allowed.Contains(origin, StringComparer.OrdinalIgnoreCase)
        || string.Equals(origin, Normalize($"{request.Scheme}://{request.Host.ToUriComponent()}"), StringComparison.OrdinalIgnoreCase);

    public static void AddCorsHeaders(HttpResponse response, string origin)
    {
        response.Headers.AccessControlAllowOrigin = origin;
        response.Headers.AccessControlExposeHeaders = $"ETag, Retry-After, {Tus.SeenHeaders}";
    }
}
