namespace Livecaller.Blazor.Theming;

/// <summary>
/// The widget's colours from its settings, made fit for one scheme. The first is the accent, the second the surface of bubbles and fields, the
/// third the text. Whatever they are: every text keeps 4.5 : 1 on every surface, and what must be seen 3 : 1.
/// </summary>
internal readonly record struct WidgetPalette(AccentColors Accent, Rgb Surface2, Rgb Surface3, Rgb Text, Rgb Text2, Rgb Text3)
{
    private static readonly WidgetColors Usual = new();

    public static WidgetPalette For(Rgb primary, Rgb? secondary, Rgb? text, Scheme scheme)
    {
        var (surface2, surface3) = secondary is { } wanted ? Surfaces(wanted, scheme) : (scheme.Surface2, scheme.Surface3);

        // The dark scheme is our own reading of a colour that was chosen for white: it gets what is comfortable, not what is just enough.
        var first = (text ?? scheme.Text).Until(scheme.IsDark ? 9 : Contrast.Text, surface3, scheme.Ink);
        return new(
            AccentColors.For(primary, scheme, surface3), surface2, surface3, first,
            Quieter(first, .3, scheme.Surface, surface3), Quieter(first, .38, scheme.Surface, surface3));
    }

    /// <summary>The custom properties for both schemes, for a <c>style</c> attribute; null for colours that change nothing.</summary>
    public static string? Style(WidgetColors? colors, string? primary = null)
    {
        if (!Rgb.TryParse(primary ?? colors?.Primary, out var accent)) return null;
        var secondary = Own(colors?.Secondary, Usual.Secondary);
        var text = Own(colors?.Text, Usual.Text);
        var isWhole = secondary is not null || text is not null;
        return string.Join(';', ((Scheme[])[Scheme.Light, Scheme.Dark]).Select(s => For(accent, secondary, text, s).Properties(s.Name, isWhole)));
    }

    private static Rgb? Own(string? text, string usual) =>
        Rgb.TryParse(text, out var color) && !text!.Equals(usual, StringComparison.OrdinalIgnoreCase) ? color : null;

    private static (Rgb Second, Rgb Third) Surfaces(Rgb wanted, Scheme scheme)
    {
        // A light page takes the colour itself, a dark one a breath of it.
        var second = scheme.IsDark ? scheme.Surface.Mix(wanted, .1) : wanted;
        for (var part = 0.0; part < 1; part += .05)
        {
            // A bubble in the colour of the page would be none.
            var tried = second.Mix(scheme.Surface, part).Until(1.06, scheme.Surface, scheme.Ink);
            var third = tried.Mix(scheme.Ink, .04);
            if (third.ContrastTo(scheme.Bad) >= Contrast.Text && third.ContrastTo(scheme.Edge) >= Contrast.Shape) return (tried, third);
        }

        return (scheme.Surface2, scheme.Surface3);
    }

    private static Rgb Quieter(Rgb text, double part, Rgb surface, Rgb lastSurface)
    {
        while (part > 0 && text.Mix(surface, part).ContrastTo(lastSurface) < Contrast.Text) part -= .02;
        return part > 0 ? text.Mix(surface, part) : text;
    }

    private string Properties(string scheme, bool isWhole)
    {
        var accent = $"--lc-accent-{scheme}:{Accent.Accent};--lc-accent-edge-{scheme}:{Accent.Edge};"
            + $"--lc-on-accent-{scheme}:{Accent.OnAccent};--lc-accent-text-{scheme}:{Accent.AccentText}";
        return !isWhole ? accent : accent + $";--lc-surface-2-{scheme}:{Surface2};--lc-surface-3-{scheme}:{Surface3};"
            + $"--lc-text-{scheme}:{Text};--lc-text-2-{scheme}:{Text2};--lc-text-3-{scheme}:{Text3}";
    }
}
