using Livecaller.Time;

namespace Livecaller.Time.Tests;

public class FallbackTests
{
    [Theory]
    [InlineData("de-XX", "de")]
    [InlineData("de-AT", "de-AT")]
    [InlineData("DE-at", "de-AT")]
    [InlineData("pt_BR", "pt")]
    [InlineData("pt-FR", "pt-PT")]
    [InlineData("es-JP", "es-419")]
    [InlineData("zh-TW", "zh-Hant")]
    [InlineData("zh-HK", "zh-Hant-HK")]
    [InlineData("zh-Hant-TW", "zh-Hant")]
    [InlineData("zh-CN", "zh-Hans")]
    [InlineData("sr-ME", "sr-Latn-ME")]
    [InlineData("sr-BA", "sr-Cyrl-BA")]
    [InlineData("pa-PK", "pa-Arab")]
    [InlineData("iw-IL", "he")]
    [InlineData("cmn-TW", "zh-Hant")]
    [InlineData("sh", "sr-Latn")]
    [InlineData("en-UK", "en-GB")]
    [InlineData("be-tarask", "be-tarask")]
    [InlineData("ht", "ht")]
    public void Tag_leads_to_the_nearest_locale(string tag, string locale) => Assert.Equal(locale, RelativeTimeFormat.For(tag).Language);

    [Fact]
    public void Region_inherits_from_its_parent_rather_than_from_its_language()
    {
        string Say(string language) => RelativeTimeFormat.For(language).Format(-5, RelativeTimeUnit.Second);
        Assert.Equal("há 5 segundos", Say("pt"));
        Assert.Equal(Say("pt-PT"), Say("pt-AO"));
        Assert.Equal(Say("zh-Hant"), Say("zh-TW"));
        Assert.NotEqual(Say("zh"), Say("zh-TW"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("tlh")]
    [InlineData("und")]
    [InlineData("x-private")]
    [InlineData("i-klingon")]
    [InlineData("not a language")]
    [InlineData("de\n")]
    [InlineData("{0}")]
    public void Unknown_language_is_English(string tag)
    {
        var format = RelativeTimeFormat.For(tag);
        Assert.Equal("en", format.Language);
        Assert.Equal("5 minutes ago", format.Format(-5, RelativeTimeUnit.Minute));
    }

    [Fact]
    public void Endless_tag_is_English_and_costs_no_more_than_a_short_one()
    {
        var endless = string.Join('-', Enumerable.Repeat("abcdefgh", 1_000_000));
        Assert.Equal("en", RelativeTimeFormat.For(endless).Language);
    }

    [Fact]
    public void No_language_at_all_is_a_mistake() => Assert.Throws<ArgumentNullException>(() => RelativeTimeFormat.For(null!));

    [Theory]
    [InlineData("ar-EG", "خلال ٥ أيام")]
    [InlineData("ar-EG-u-nu-latn", "خلال 5 أيام")]
    [InlineData("de-u-nu-deva", "in ५ Tagen")]
    [InlineData("de-u-co-phonebk-nu-thai", "in ๕ Tagen")]
    [InlineData("de-u-nu-none", "in 5 Tagen")]
    [InlineData("de-u-nu", "in 5 Tagen")]
    [InlineData("de-x-u-nu-deva", "in 5 Tagen")]
    public void Tag_may_choose_the_digits(string tag, string text) =>
        Assert.Equal(text, RelativeTimeFormat.For(tag).Format(5, RelativeTimeUnit.Day));
}
