namespace Livecaller.Http;

/// <summary>
/// Sends the calls of all clients of the process that have no handler of their own. They share connections and nothing else: it keeps no cookies, so
/// that nothing of one visitor gets into another's calls.
/// </summary>
internal static class SharedHandler
{
    // A server whose address changes is found again within this time.
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(5);
    private static readonly Lazy<HttpMessageHandler> Made = new(Make);

    public static HttpMessageHandler Instance => Made.Value;

    private static HttpMessageHandler Make()
    {
        // In a browser, cookies belong to the page. The handlers of phones know the device's proxies and certificates.
        if (OperatingSystem.IsBrowser()) return new HttpClientHandler();
        if (OperatingSystem.IsAndroid() || OperatingSystem.IsIOS() || OperatingSystem.IsMacCatalyst()) return new HttpClientHandler { UseCookies = false };
        return new SocketsHttpHandler { UseCookies = false, PooledConnectionLifetime = ConnectionLife };
    }
}
