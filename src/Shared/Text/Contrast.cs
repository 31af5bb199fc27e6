namespace Livecaller.Shared;

/// <summary>The contrasts that WCAG 2.2 AA requires: https://www.w3.org/TR/WCAG22/#contrast-minimum, https://www.w3.org/TR/WCAG22/#non-text-contrast</summary>
internal static class Contrast
{
    public const double Text = 4.5;
    public const double Shape = 3;

    private static readonly Rgb DarkInk = new(0x0B, 0x10, 0x20);

    /// <summary>The colour of text on a surface: white where it can be read, as people expect it on a saturated colour; one of the three always can.</summary>
    public static Rgb TextOn(Rgb surface) =>
        surface.ContrastTo(Rgb.White) >= Text ? Rgb.White
        : surface.ContrastTo(DarkInk) >= Text ? DarkInk
        : Rgb.Black;
}
