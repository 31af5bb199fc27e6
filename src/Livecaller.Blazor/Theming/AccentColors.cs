namespace Livecaller.Blazor.Theming;

/// <summary>The widget's first colour, made fit for one scheme: the accent itself, its edge, text on it, and the accent as text on the surfaces.</summary>
internal readonly record struct AccentColors(Rgb Accent, Rgb Edge, Rgb OnAccent, Rgb AccentText)
{
    /// <summary>How much of the accent is behind initials: as in <c>Avatar.razor.css</c>.</summary>
    private const double Breath = .14;

    public static AccentColors For(Rgb primary, Scheme scheme, Rgb lastSurface)
    {
        // A pale colour stays what it is on a light page, and gets an edge that can be seen; a dark one would be lost on a dark page.
        var accent = primary.Until(scheme.IsDark ? Contrast.Shape : 1.15, scheme.Surface, scheme.Ink);
        return new(accent, accent.Until(Contrast.Shape, scheme.Surface, scheme.Ink), Contrast.TextOn(accent), Text(primary, scheme, lastSurface));
    }

    // The initials of a name stand on a breath of themselves, which can be darker than the last surface.
    private static Rgb Text(Rgb primary, Scheme scheme, Rgb lastSurface)
    {
        var text = primary.Until(Contrast.Text, lastSurface, scheme.Ink);
        while (text.ContrastTo(scheme.Surface.Mix(text, Breath)) < Contrast.Text) text = text.Mix(scheme.Ink, .04);
        return text;
    }
}
