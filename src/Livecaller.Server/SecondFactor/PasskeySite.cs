namespace Livecaller.Server.SecondFactor;

/// <summary>The site that passkeys belong to.</summary>
/// <param name="Domain">The domain that browsers bind passkeys to, the relying party ID of WebAuthn.</param>
/// <param name="Origin">The origin whose pages use them.</param>
internal sealed record PasskeySite(string Domain, string Origin)
{
    /// <summary>The site of a page; null where passkeys can't be used: at an IP address, or at another address than the server's public one.</summary>
    /// <param name="page">The address of the page.</param>
    /// <param name="publicUrl">The server's public address, if it's known.</param>
    public static PasskeySite? Of(Uri page, Uri? publicUrl)
    {
        if (page.HostNameType != UriHostNameType.Dns || page.Scheme is not ("https" or "http")) return null;
        // Browsers have passkeys on encrypted connections only, and on this machine.
        if (page.Scheme == Uri.UriSchemeHttp && page.IdnHost != "localhost") return null;
        if (publicUrl is not null && OriginOf(publicUrl) != OriginOf(page)) return null;
        return new(page.IdnHost, OriginOf(page));
    }

    /// <summary>The site that a request came to. A proxy may have changed its scheme, and a client chooses the host: the public address counts, if it's known.</summary>
    public static PasskeySite? OfRequest(HttpRequest request, Uri? publicUrl)
    {
        if (!SafeUri.TryCreate($"{request.Scheme}://{request.Host.ToUriComponent()}", out var page)) return null;
        if (publicUrl is null) return Of(page, null);
        return page.IsLoopback || page.HostNameType != UriHostNameType.Dns ? Of(page, publicUrl) : Of(publicUrl, publicUrl);
    }

    // As browsers write it: in lower case, with the encoded domain, and without a default port.
    private static string OriginOf(Uri address) => $"{address.Scheme}://{address.IdnHost.ToLowerInvariant()}" + (address.IsDefaultPort ? "" : ":" + address.Port);
}
