namespace Livecaller.Dashboard.Account;

/// <summary>Finds the name of a browser, for people who recognize their own. The order matters: most browsers name others too.</summary>
internal static class UserAgentName
{
    private static readonly (string Part, string Name)[] Browsers =
    [
        ("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Part, string Name)[] Systems =
    [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Mac OS X", "macOS"), ("Linux", "Linux"),
    ];

    /// <summary>"Firefox, Windows"; null for a browser that isn't known.</summary>
    internal static string? Of(string? userAgent)
    {
        var (browser, system) = (Find(Browsers, userAgent), Find(Systems, userAgent));
        return browser is null || system is null ? browser : $"{browser}, {system}";
    }

    private static string? Find((string Part, string Name)[] names, string? userAgent) =>
        names.FirstOrDefault(n => userAgent?.Contains(n.Part, StringComparison.Ordinal) == true).Name;
}
