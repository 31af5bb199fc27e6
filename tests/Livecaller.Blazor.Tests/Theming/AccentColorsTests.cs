using Livecaller.Blazor.Theming;

namespace Livecaller.Blazor.Tests.Theming;

public sealed class AccentColorsTests
{
    private static readonly Rgb DarkSurface = new(0x14, 0x17, 0x1D);

    [Theory]
    [InlineData("#000000", "#ffffff", 21)]
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
    public void Text_can_be_read_on_and_beside_every_accent()
    {
        for (var r = 0; r < 256; r += 17)
        {
            for (var g = 0; g < 256; g += 17)
            {
                for (var b = 0; b < 256; b += 17)
                {
                    var primary = new Rgb((byte)r, (byte)g, (byte)b);
                    var (light, dark) = (AccentColors.Light(primary), AccentColors.Dark(primary));
                    Assert.True(light.Accent.ContrastTo(light.OnAccent) >= 4.5, $"{primary} light");
                    Assert.True(dark.Accent.ContrastTo(dark.OnAccent) >= 4.5, $"{primary} dark");
                    Assert.True(light.AccentText.ContrastTo(Rgb.White) >= 4.5, $"{primary} as light text");
                    Assert.True(dark.AccentText.ContrastTo(DarkSurface) >= 4.5, $"{primary} as dark text");
                    Assert.True(dark.Accent.ContrastTo(DarkSurface) >= 3, $"{primary} on dark");
                }
            }
        }
    }

    [Fact]
    public void White_is_kept_where_it_can_be_read_and_yellow_gets_dark_text()
    {
        Assert.Equal(Rgb.White, AccentColors.Light(new(0x2F, 0x5B, 0xEA)).OnAccent);
        Assert.NotEqual(Rgb.White, AccentColors.Light(new(0xF2, 0xC2, 0x30)).OnAccent);
    }

    [Theory]
    [InlineData("red")]
    [InlineData("#12")]
    [InlineData("#12345g")]
    [InlineData("#123456;background:url(//evil)")]
    [InlineData(null)]
    public void What_is_no_colour_gets_into_no_style(string? primary) => Assert.Null(AccentColors.Style(primary));
}
