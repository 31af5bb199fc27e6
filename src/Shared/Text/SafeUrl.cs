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
        return SafeUri.TryCreate(server, url, out var uri) && uri.Scheme is "http" or "https" ? uri!.AbsoluteUri : null;
    }
}
