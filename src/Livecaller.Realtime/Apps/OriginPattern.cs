namespace Livecaller.Realtime.Apps;

/// <summary>Compares the origin that a browser sends with an allowed one.</summary>
/// <remarks>Browsers send origins in one form: lower case, ASCII, without a default port. So they are compared as text, without parsing what a stranger sent.</remarks>
internal static class OriginPattern
{
    private const string Wildcard = "://*.";

    /// <summary>Returns whether a setting is an origin, or one with <c>*.</c> in front of its host.</summary>
    public static bool IsValid(string? pattern)
    {
        if (string.IsNullOrEmpty(pattern)) return false;
        var origin = pattern.Replace(Wildcard, "://any.", StringComparison.Ordinal);
        return Uri.TryCreate(origin, UriKind.Absolute, out var address) && address.Host.Length > 0
            && string.Equals(origin, $"{address.Scheme}://{HostOf(address)}", StringComparison.OrdinalIgnoreCase);
    }

    public static bool Matches(string pattern, string origin)
    {
        var wildcard = pattern.IndexOf(Wildcard, StringComparison.Ordinal);
        if (wildcard < 0) return string.Equals(pattern, origin, StringComparison.OrdinalIgnoreCase);
        var (scheme, domain) = (pattern[..(wildcard + 3)], pattern[(wildcard + 4)..]);
        return origin.Length > scheme.Length + domain.Length
            && origin.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) && origin.EndsWith(domain, StringComparison.OrdinalIgnoreCase);
    }

    private static string HostOf(Uri address) => address.IsDefaultPort ? address.IdnHost : $"{address.IdnHost}:{address.Port}";
}
