namespace Livecaller.Http;

/// <summary>
/// Carries the calls of all clients of the process that were given no handler: they share connections, and nothing else. It keeps no cookies,
/// so nothing of one visitor gets into another's calls.
/// </summary>
internal static class SharedHandler
{
    // A server that moves is found again within this time.
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(5);
    private static readonly Lazy<HttpMessageHandler> Made = new(Make);

    public static HttpMessageHandler Instance => Made.Value;

    private static HttpMessageHandler Make()
    {
        // A browser's cookies are the page's concern, and a phone's handler knows its proxies and certificates.
        if (OperatingSystem.IsBrowser()) return new HttpClientHandler();
        if (OperatingSystem.IsAndroid() || OperatingSystem.IsIOS() || OperatingSystem.IsMacCatalyst()) return new HttpClientHandler { UseCookies = false };
        return new SocketsHttpHandler { UseCookies = false, PooledConnectionLifetime = ConnectionLife };
    }
}
