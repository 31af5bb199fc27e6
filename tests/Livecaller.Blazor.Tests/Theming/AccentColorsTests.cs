using Livecaller.Blazor.Theming;
using Livecaller.Shared;

namespace Livecaller.Blazor.Tests.Theming;

public sealed class AccentColorsTests
{
    [Theory]
    [InlineData("#000000", "#ffffff", 21)]
    [InlineData("#767676", "#ffffff", 4.54)]
    [InlineData("#777777", "#ffffff", 4.48)]
    [InlineData("#0000ff", "#ffffff", 8.59)]
    [InlineData("#fff", "#fff", 1)]
    public void Contrast_is_that_of_the_guideline(string a, string b, double expected)
    {
        Assert.True(Rgb.TryParse(a, out var first));
        Assert.True(Rgb.TryParse(b, out var second));
        Assert.Equal(expected, first.ContrastTo(second), 0.01);
    }

    [Fact]
    public void White_is_kept_where_it_can_be_read_and_yellow_gets_dark_text()
    {
        Assert.Equal(Rgb.White, Light(new(0x2F, 0x5B, 0xEA)).OnAccent);
        Assert.NotEqual(Rgb.White, Light(new(0xF2, 0xC2, 0x30)).OnAccent);
    }

    [Fact]
    public void A_colour_that_fits_stays_what_it_is()
    {
        var blue = new Rgb(0x2F, 0x5B, 0xEA);
        Assert.Equal(new AccentColors(blue, blue, Rgb.White, blue), Light(blue));
    }

    [Fact]
    public void A_pale_colour_stays_pale_and_gets_an_edge()
    {
        var yellow = new Rgb(0xF2, 0xC2, 0x30);
        Assert.Equal(yellow, Light(yellow).Accent);
        Assert.True(Light(yellow).Edge.ContrastTo(Rgb.White) >= 3);
    }

    private static AccentColors Light(Rgb primary) => AccentColors.For(primary, Scheme.Light, Scheme.Light.Surface3);
}
