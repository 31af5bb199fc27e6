namespace Livecaller.Dashboard.SignIn;

/// <summary>Where to go after the sign-in. Only into the dashboard: anything else would lend its name to a phishing page.</summary>
internal static class ReturnAddress
{
    /// <param name="address">What the sign-in was called with.</param>
    /// <param name="home">The dashboard's path with the path base.</param>
    internal static string Safe(string? address, string home)
    {
        if (string.IsNullOrEmpty(address) || address.Any(static c => char.IsControl(c) || c == '\\'))
            return home;
        var path = address.Split('?', '#')[0];
        var inside = path == home || path.StartsWith(home + "/", StringComparison.Ordinal);
        // "/dashboard/../elsewhere" begins right and ends wrong; encoded dots and slashes too.
        var steps = Uri.UnescapeDataString(path).Split('/', '\\');
        return inside && !steps.Contains("..") && !steps.Contains(".") && !IsSignIn(path, home) ? address : home;
    }

    private static bool IsSignIn(string path, string home) =>
        path.StartsWith(home + "/log", StringComparison.OrdinalIgnoreCase) || path.StartsWith(home + "/_", StringComparison.Ordinal);
}
