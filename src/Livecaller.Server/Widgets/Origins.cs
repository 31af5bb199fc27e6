using System.Globalization;
using System.Text;
using Livecaller.Server.Uploads;

namespace Livecaller.Server.Widgets;

// Origins in the one form that browsers send: https://www.rfc-editor.org/rfc/rfc6454#section-6.2. Whatever is configured or stored is
// brought into this form before it is compared or written into a header.
internal static class Origins
{
    /// <summary>Returns the origin as browsers send it: lower case, punycode, no default port, no trailing dot. Null when the text is not an origin.</summary>
    public static string? Normalize(string? text) =>
        SafeUri.TryCreate(TrimInvisible(text ?? ""), out var uri) && uri.PathAndQuery is "/" or "" ? Of(uri) : null;

    /// <summary>Returns the origin of an address; null when it has none, or has a user or a fragment.</summary>
    public static string? Of(Uri uri)
    {
        if (!uri.IsAbsoluteUri || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0) return null;
        var host = HostOf(uri);
        if (host.Length == 0 || host.Contains('*', StringComparison.Ordinal) || !Ascii.IsValid(host)) return null;
        var port = uri.IsDefaultPort ? "" : string.Create(CultureInfo.InvariantCulture, $":{uri.Port}");
        return $"{uri.Scheme}://{host}{port}";
    }

    /// <summary>Whether a page of this origin can call.</summary>
    public static bool IsAllowed(string origin, IEnumerable<string> allowed) =>
        Normalize(origin) is { } normal && allowed.Any(a => a == normal || Normalize(a) == normal);

    public static void AddCorsHeaders(HttpResponse response, string origin)
    {
        // Browsers compare it with what they sent. Headers are ASCII, which what other clients send need not be.
        response.Headers.AccessControlAllowOrigin = Ascii.IsValid(origin) ? origin : Normalize(origin);
        response.Headers.AccessControlExposeHeaders = $"ETag, Retry-After, {Tus.SeenHeaders}";
    }

    private static string HostOf(Uri uri)
    {
        if (uri.HostNameType != UriHostNameType.Dns) return uri.Host.ToLowerInvariant();
        try
        {
            return uri.IdnHost.TrimEnd('.').ToLowerInvariant();
        }
        catch (Exception e) when (e is ArgumentException or UriFormatException)
        {
            return "";
        }
    }

    // What comes along when an address is pasted: direction marks, zero-width spaces, a byte order mark.
    private static string TrimInvisible(string text)
    {
        static bool IsInvisible(char c) => char.IsWhiteSpace(c) || char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format;

        var (start, end) = (0, text.Length);
        while (start < end && IsInvisible(text[start])) start++;
        while (end > start && IsInvisible(text[end - 1])) end--;
        return text[start..end];
    }
}
