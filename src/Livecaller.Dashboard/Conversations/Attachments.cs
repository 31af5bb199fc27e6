using System.Globalization;

namespace Livecaller.Dashboard.Conversations;

/// <summary>What the dashboard shows of attachments.</summary>
internal static class Attachments
{
    /// <summary>The address, if a browser may follow it: <c>javascript:</c> and its kin may not.</summary>
    internal static string? SafeAddress(string? address) => address switch
    {
        null or "" => null,
        ['/', not '/' and not '\\', ..] => address,
        _ when Uri.TryCreate(address, UriKind.Absolute, out var uri) && IsWeb(uri) => address,
        _ => null,
    };

    private static bool IsWeb(Uri uri) => uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps;

    internal static string Size(long bytes) => bytes switch
    {
        < 1000 => string.Create(CultureInfo.CurrentCulture, $"{bytes} B"),
        < 1_000_000 => string.Create(CultureInfo.CurrentCulture, $"{bytes / 1000.0:0.#} kB"),
        _ => string.Create(CultureInfo.CurrentCulture, $"{bytes / 1_000_000.0:0.#} MB"),
    };
}
