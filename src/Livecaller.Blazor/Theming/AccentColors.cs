namespace Livecaller.Blazor.Theming;

/// <summary>The widget's colour, made fit for one scheme: the accent itself, text on it, and the accent as text on the surface.</summary>
internal readonly record struct AccentColors(Rgb Accent, Rgb OnAccent, Rgb AccentText)
{
    private const double ReadableText = 4.5;
    private const double VisibleShape = 3;

    private static readonly Rgb DarkInk = new(0x0B, 0x10, 0x20);
    private static readonly Rgb LightSurface = Rgb.White;
    private static readonly Rgb DarkSurface = new(0x14, 0x17, 0x1D);

    // Quotes and ticks stand on the second surfaces too, which are a little nearer to the text.
    private const double AccentAsText = 5;

    public static AccentColors Light(Rgb primary) => For(primary.Until(1.15, LightSurface, Rgb.Black), LightSurface, Rgb.Black);

    public static AccentColors Dark(Rgb primary) => For(primary.Until(VisibleShape, DarkSurface, Rgb.White), DarkSurface, Rgb.White);

    /// <summary>The custom properties for both schemes, for a <c>style</c> attribute; empty for no valid colour.</summary>
    public static string? Style(string? primary)
    {
        if (!Rgb.TryParse(primary, out var color)) return null;
        var (light, dark) = (Light(color), Dark(color));
        return $"--lc-accent-light:{light.Accent};--lc-on-accent-light:{light.OnAccent};--lc-accent-text-light:{light.AccentText};"
            + $"--lc-accent-dark:{dark.Accent};--lc-on-accent-dark:{dark.OnAccent};--lc-accent-text-dark:{dark.AccentText}";
    }

    private static AccentColors For(Rgb accent, Rgb surface, Rgb towards)
    {
        // White is what people expect on a saturated colour, as long as it can be read; one of the three always can.
        var onAccent = accent.ContrastTo(Rgb.White) >= ReadableText ? Rgb.White
            : accent.ContrastTo(DarkInk) >= ReadableText ? DarkInk
            : Rgb.Black;
        return new(accent, onAccent, accent.Until(AccentAsText, surface, towards));
    }
}
