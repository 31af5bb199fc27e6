using CsCheck;
using Livecaller.Blazor.Theming;
using Livecaller.Protocol;
using Livecaller.Shared;

namespace Livecaller.Blazor.Tests.Theming;

public sealed class WidgetPaletteTests
{
    private const double ReadableText = 4.5;
    private const double VisibleShape = 3;

    private const double BehindInitials = .14;

    private static readonly Gen<Rgb> Color = Gen.Select(Gen.Byte, Gen.Byte, Gen.Byte, (r, g, b) => new Rgb(r, g, b));

    [Fact]
    public void Whatever_the_three_colours_are_every_text_can_be_read_and_every_shape_be_seen() =>
        Gen.Select(Color, Color.Select(c => (Rgb?)c), Color.Select(c => (Rgb?)c), Gen.Bool, Gen.Int[0, 3]).Sample((primary, secondary, text, isDark, which) =>
        {
            var scheme = isDark ? Scheme.Dark : Scheme.Light;
            var palette = WidgetPalette.For(primary, which is 1 or 3 ? secondary : null, which is 2 or 3 ? text : null, scheme);
            foreach (var surface in (Rgb[])[scheme.Surface, palette.Surface2, palette.Surface3])
            {
                foreach (var front in (Rgb[])[palette.Text, palette.Text2, palette.Text3, palette.Accent.AccentText, scheme.Bad]) AtLeast(ReadableText, front, surface);
                AtLeast(VisibleShape, scheme.Edge, surface);
            }

            AtLeast(ReadableText, palette.Accent.OnAccent, palette.Accent.Accent);
            AtLeast(ReadableText, palette.Accent.AccentText, scheme.Surface.Mix(palette.Accent.AccentText, BehindInitials));
            AtLeast(VisibleShape, palette.Accent.Edge, scheme.Surface);
        });

    [Fact]
    public void A_bubble_never_has_the_colour_of_the_page() => Color.Sample(secondary =>
    {
        foreach (var scheme in (Scheme[])[Scheme.Light, Scheme.Dark])
        {
            Assert.NotEqual(scheme.Surface, WidgetPalette.For(secondary, secondary, null, scheme).Surface2);
        }
    });

    [Fact]
    public void Colours_that_can_be_read_stay_what_they_are()
    {
        Rgb mint = new(0xE8, 0xF5, 0xEE), green = new(0x1B, 0x3A, 0x2A);
        var palette = WidgetPalette.For(green, mint, green, Scheme.Light);
        Assert.Equal((mint, green), (palette.Surface2, palette.Text));
    }

    [Fact]
    public void The_usual_colours_say_nothing_of_surfaces_and_text()
    {
        var style = WidgetPalette.Style(new WidgetColors());
        Assert.Contains("--lc-accent-light:#2f5bea;", style, StringComparison.Ordinal);
        Assert.DoesNotContain("--lc-surface-2", style, StringComparison.Ordinal);
    }

    [Fact]
    public void Own_surfaces_and_text_are_said_for_both_schemes()
    {
        var style = WidgetPalette.Style(new WidgetColors { Secondary = "#E8F5EE" });
        Assert.Contains("--lc-surface-2-light:#e8f5ee;", style, StringComparison.Ordinal);
        Assert.Contains("--lc-surface-2-dark:", style, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("red")]
    [InlineData("#12")]
    [InlineData("#12345g")]
    [InlineData("#123456;background:url(//evil)")]
    public void What_is_no_colour_gets_into_no_style(string color)
    {
        Assert.Null(WidgetPalette.Style(new WidgetColors { Primary = color }));
        Assert.DoesNotContain(color, WidgetPalette.Style(new WidgetColors { Secondary = color, Text = color }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_sheet_has_the_same_schemes(bool isDark)
    {
        var scheme = isDark ? Scheme.Dark : Scheme.Light;
        var expected = (scheme.Surface, scheme.Surface2, scheme.Surface3, scheme.Text, scheme.Bad, scheme.Edge);
        Assert.Equal(expected, (Token("surface"), Token("surface-2"), Token("surface-3"), Token("text"), Token("bad"), Token("edge")));

        Rgb Token(string name) => TokenContrastTests.Token(name, isDark);
    }

    private static void AtLeast(double contrast, Rgb front, Rgb back) =>
        Assert.True(front.ContrastTo(back) >= contrast, $"{front} on {back}: {front.ContrastTo(back):0.00}");
}
