namespace Livecaller.Blazor.Theming;

/// <summary>What is given in a light or a dark scheme, whatever the widget's colours are. The same values stand in <c>Themed.razor.css</c>; a test compares them.</summary>
internal sealed record Scheme(bool IsDark, Rgb Surface, Rgb Surface2, Rgb Surface3, Rgb Text, Rgb Bad, Rgb Edge)
{
    public static Scheme Light { get; } = new(false, Rgb.White, new(0xF5, 0xF6, 0xF8), new(0xE8, 0xEB, 0xF0), new(0x14, 0x17, 0x1F), new(0xC4, 0x2B, 0x3A), new(0x7B, 0x84, 0x93));

    public static Scheme Dark { get; } = new(true, new(0x14, 0x17, 0x1D), new(0x1F, 0x24, 0x2D), new(0x2B, 0x31, 0x3C), new(0xF2, 0xF4, 0xF8), new(0xFF, 0x8A, 0x93), new(0x7A, 0x84, 0x94));

    public string Name => IsDark ? "dark" : "light";

    /// <summary>What text goes towards to be seen better.</summary>
    public Rgb Ink => IsDark ? Rgb.White : Rgb.Black;
}
