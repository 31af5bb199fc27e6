namespace Livecaller.Shared;

/// <summary>Addresses that came from others, for <c>src</c> and <c>href</c>.</summary>
internal static class SafeUrl
{
    /// <summary>Returns the absolute address; null for anything but http and https, such as <c>javascript:</c>.</summary>
    /// <param name="url">The address, absolute or relative to the server.</param>
    /// <param name="server">The server; null to take absolute addresses only.</param>
    public static string? Resolve(string? url, Uri? server)
    {
        if (string.IsNullOrEmpty(url)) return null;
        var isUrl = server is null ? Uri.TryCreate(url, UriKind.Absolute, out var uri) : Uri.TryCreate(server, url, out uri);
        return isUrl && uri!.Scheme is "http" or "https" ? uri!.AbsoluteUri : null;
    }
}
