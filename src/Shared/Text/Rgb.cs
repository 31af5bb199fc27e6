using System.Globalization;

namespace Livecaller.Shared;

/// <summary>An sRGB colour with its contrast to others as WCAG 2.2 defines it: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio</summary>
internal readonly record struct Rgb(byte R, byte G, byte B)
{
    public static Rgb White { get; } = new(255, 255, 255);

    public static Rgb Black { get; } = new(0, 0, 0);

    public double Luminance => (0.2126 * Linear(R)) + (0.7152 * Linear(G)) + (0.0722 * Linear(B));

    /// <summary>Reads <c>#rgb</c> or <c>#rrggbb</c>; anything else is not a colour, so nothing else gets into a style.</summary>
    public static bool TryParse(string? text, out Rgb color)
    {
        color = default;
        if (text is not ['#', .. var hex]) return false;
        if (hex.Length == 3) hex = string.Concat(hex.Select(c => new string(c, 2)));
        if (hex.Length != 6 || !int.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)) return false;
        color = new((byte)(value >> 16), (byte)(value >> 8), (byte)value);
        return true;
    }

    public double ContrastTo(Rgb other)
    {
        var (a, b) = (Luminance, other.Luminance);
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>Goes from this colour towards another in small steps until the contrast to a surface is reached.</summary>
    public Rgb Until(double contrast, Rgb surface, Rgb towards)
    {
        for (var step = 0; step < 20; step++)
        {
            var mixed = Mix(towards, step / 20.0);
            if (mixed.ContrastTo(surface) >= contrast) return mixed;
        }

        return towards;
    }

    public override string ToString() => $"#{R:x2}{G:x2}{B:x2}";

    /// <summary>This colour with a part, 0 to 1, of another.</summary>
    public Rgb Mix(Rgb other, double part) => new(Mix(R, other.R, part), Mix(G, other.G, part), Mix(B, other.B, part));

    // 0.04045 is the value of sRGB; older editions of WCAG had 0.03928: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
    private static double Linear(byte channel)
    {
        var c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }

    private static byte Mix(byte a, byte b, double part) => (byte)Math.Round(a + ((b - a) * part));
}
