namespace Livecaller.EndToEnd.OtherBrowsers;

/// <summary>A browser that isn't built on Chromium.</summary>
public enum OtherBrowser
{
    /// <summary>Mozilla Firefox.</summary>
    Firefox,

    /// <summary>WebKitGTK, which shares its engine with Safari.</summary>
    WebKit,
}

/// <summary>Starts browsers.</summary>
internal static class OtherBrowsers
{
    public static Task<DrivenPage> OpenAsync(OtherBrowser browser, int width = 1280, int height = 900) =>
        browser == OtherBrowser.Firefox ? FirefoxPage.OpenAsync(width, height) : WebKitPage.OpenAsync(width, height);
}
