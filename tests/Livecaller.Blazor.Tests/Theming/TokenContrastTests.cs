using System.Text.RegularExpressions;
using Livecaller.Blazor.Theming;
using Livecaller.Shared;

namespace Livecaller.Blazor.Tests.Theming;

/// <summary>The colours that the sheet itself brings, in both schemes.</summary>
public sealed partial class TokenContrastTests
{
    private const double ReadableText = 4.5;
    private const double VisibleShape = 3;

    private static readonly string[] Surfaces = ["surface", "surface-2", "surface-3"];

    public static TheoryData<string, string, double> Pairs
    {
        get
        {
            TheoryData<string, string, double> pairs = [];
            foreach (var surface in Surfaces)
            {
                foreach (var text in (string[])["text", "text-2", "text-3", "accent-text", "bad", "warn"]) pairs.Add(text, surface, ReadableText);
                foreach (var shape in (string[])["edge", "good"]) pairs.Add(shape, surface, VisibleShape);
            }

            pairs.Add("warn", "warn-bg", ReadableText);
            pairs.Add("bad", "bad-bg", ReadableText);
            pairs.Add("on-bad", "bad-fill", ReadableText);
            pairs.Add("on-accent", "accent", ReadableText);
            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void It_can_be_read(string front, string back, double atLeast)
    {
        foreach (var isDark in (bool[])[false, true])
        {
            var contrast = Token(front, isDark).ContrastTo(Token(back, isDark));
            Assert.True(contrast >= atLeast, $"--lc-{front} on --lc-{back}, dark: {isDark}: {contrast:0.00}");
        }
    }

    internal static Rgb Token(string name, bool isDark)
    {
        // The first time it is defined: later ones are for visitors who ask for something else.
        var value = Regex.Match(Sheets.Read(Sheets.Tokens), $"--lc-{name}: ([^;]+);").Groups[1].Value;
        var colors = Hex().Matches(value);
        Assert.True(Rgb.TryParse(colors[isDark ? ^1 : 0].Value, out var color), $"--lc-{name}: {value}");
        return color;
    }

    [GeneratedRegex("#[0-9a-f]{3,6}")]
    private static partial Regex Hex();
}
