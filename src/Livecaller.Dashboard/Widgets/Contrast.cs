using System.Globalization;

namespace Livecaller.Dashboard.Widgets;

/// <summary>The contrast of two colours, as WCAG 2 defines it: 1 to 21.</summary>
internal static class Contrast
{
    internal const double Readable = 4.5;

    internal static double Of(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string color) =>
        (0.2126 * Channel(color, 1)) + (0.7152 * Channel(color, 3)) + (0.0722 * Channel(color, 5));

    private static double Channel(string color, int at)
    {
        var value = int.TryParse(color.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var read) ? read / 255d : 0;
        return value <= 0.03928 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}
