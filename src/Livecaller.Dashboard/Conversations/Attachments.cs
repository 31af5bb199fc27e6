using System.Globalization;

namespace Livecaller.Dashboard.Conversations;

/// <summary>What the dashboard shows of attachments.</summary>
internal static class Attachments
{
    private const double MaxWidth = 320;
    private const double MaxHeight = 260;

    /// <summary>The address, if a browser may follow it: <c>javascript:</c> and its kin may not.</summary>
    internal static string? SafeAddress(string? address) => address switch
    {
        null or "" => null,
        ['/', not '/' and not '\\', ..] => address,
        _ when Uri.TryCreate(address, UriKind.Absolute, out var uri) && IsWeb(uri) => address,
        _ => null,
    };

    private static bool IsWeb(Uri uri) => uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps;

    /// <summary>How large a picture is shown, before any of it has come: all of it, and none larger than it is. Null where its size is not known.</summary>
    internal static (int Width, int Height)? Fit(int? width, int? height)
    {
        if (width is not > 0 || height is not > 0) return null;
        var scale = Math.Min(1, Math.Min(MaxWidth / width.Value, MaxHeight / height.Value));
        return (Math.Max(1, (int)(width.Value * scale)), Math.Max(1, (int)(height.Value * scale)));
    }

    /// <summary>The length of a recording, as players show it: "0:07", "12:34", "1:00:00".</summary>
    internal static string Length(double seconds)
    {
        var span = TimeSpan.FromSeconds(Math.Round(seconds));
        return span.TotalHours < 1 ? string.Create(CultureInfo.CurrentCulture, $"{span.Minutes}:{span.Seconds:00}")
            : string.Create(CultureInfo.CurrentCulture, $"{(int)span.TotalHours}:{span.Minutes:00}:{span.Seconds:00}");
    }

    /// <summary>The same as HTML's duration.</summary>
    internal static string LengthForMachines(double seconds) => string.Create(CultureInfo.InvariantCulture, $"PT{Math.Round(seconds)}S");

    internal static string Size(long bytes) => bytes switch
    {
        < 1000 => string.Create(CultureInfo.CurrentCulture, $"{bytes} B"),
        < 1_000_000 => string.Create(CultureInfo.CurrentCulture, $"{bytes / 1000.0:0.#} kB"),
        _ => string.Create(CultureInfo.CurrentCulture, $"{bytes / 1_000_000.0:0.#} MB"),
    };
}
