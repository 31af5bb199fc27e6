namespace Livecaller.Shared;

/// <summary>Addresses that came from others, for <c>src</c> and <c>href</c>.</summary>
internal static class SafeUrl
{
    /// <summary>Returns the absolute address; null for anything but http and https, such as <c>javascript:</c>.</summary>
    /// <param name="url">The address: absolute, or a path of the API.</param>
    /// <param name="server">The server; null to take absolute addresses only.</param>
    public static string? Resolve(string? url, Uri? server)
    {
        if (string.IsNullOrEmpty(url)) return null;
        // The server's address can have a path, which a path of the API begins after.
        if (server is not null && url[0] == '/' && !url.StartsWith("//", StringComparison.Ordinal))
            (server, url) = (server.AbsolutePath.EndsWith('/') ? server : new UriBuilder(server) { Path = server.AbsolutePath + "/" }.Uri, url[1..]);
        return SafeUri.TryCreate(server, url, out var uri) && uri.Scheme is "http" or "https" ? uri!.AbsoluteUri : null;
    }
}
