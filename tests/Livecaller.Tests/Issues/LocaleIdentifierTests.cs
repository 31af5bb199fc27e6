using Livecaller.Shared;
using Livecaller.Tests.Fakes;

namespace Livecaller.Tests.Issues;

/// <summary>Identifiers in the forms of POSIX, Java, old .NET and old standards.</summary>
public sealed class LocaleIdentifierTests
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("de", "de")]
    [InlineData("pt-BR", "pt-BR")]
    [InlineData("de_DE", "de-DE")]
    [InlineData("de_DE.UTF-8", "de-DE")]
    [InlineData("de_DE@euro", "de-DE")]
    [InlineData("de_DE.ISO8859-15@euro", "de-DE")]
    [InlineData("sr_RS@latin", "sr-Latn-RS")]
    [InlineData("sr_RS.UTF-8@cyrillic", "sr-Cyrl-RS")]
    [InlineData("ca_ES@valencia", "ca-ES-valencia")]
    [InlineData("de_DE@collation=phonebook;currency=EUR", "de-DE")]
    [InlineData("zh_TW_#Hant", "zh-Hant-TW")]
    [InlineData("zh_CN_#Hans", "zh-Hans-CN")]
    [InlineData("no_NO_NY", "nn-NO")]
    [InlineData("en__POSIX", "en-posix")]
    [InlineData("ZH-hant-tw", "zh-Hant-TW")]
    [InlineData("zh-CHT", "zh-Hant")]
    [InlineData("zh-CHS", "zh-Hans")]
    [InlineData("zh-cmn-Hans-CN", "zh-Hans-CN")]
    [InlineData("cmn-Hant-TW", "zh-Hant-TW")]
    [InlineData("zh-yue-HK", "yue-HK")]
    [InlineData("uz-UZ-Cyrl", "uz-Cyrl-UZ")]
    [InlineData("iw", "he")]
    [InlineData("iw_IL", "he-IL")]
    [InlineData("in_ID", "id-ID")]
    [InlineData("ji", "yi")]
    [InlineData("sh_YU", "sr-Latn-RS")]
    [InlineData("mo", "ro")]
    [InlineData("deu", "de")]
    [InlineData("ger_DE", "de-DE")]
    [InlineData("fra-CA", "fr-CA")]
    [InlineData("i-klingon", "tlh")]
    [InlineData("en_UK", "en-GB")]
    [InlineData("es-419", "es-419")]
    [InlineData("de-DE,de;q=0.9,en;q=0.8", "de-DE")]
    [InlineData(" de\u2011DE\u200B", "de-DE")]
    [InlineData("ar-EG-u-nu-latn", "ar-EG-u-nu-latn")]
    [InlineData("en-x-private", "en-x-private")]
    [InlineData("de-1996", "de-1996")]
    [InlineData("de-DE-", "de-DE")]
    public void An_identifier_is_read_in_every_form(string text, string tag) => Assert.Equal(tag, LocaleIdentifier.Parse(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("C")]
    [InlineData("C.UTF-8")]
    [InlineData("POSIX")]
    [InlineData("*")]
    [InlineData("und")]
    [InlineData("root")]
    [InlineData("undefined")]
    [InlineData("null")]
    [InlineData("no language")]
    [InlineData("d")]
    [InlineData("12")]
    [InlineData("日本語")]
    [InlineData("de/DE")]
    [InlineData("de-D$")]
    [InlineData("de-toolongsubtag")]
    [InlineData("de--_--")]
    public void What_cannot_be_understood_is_none(string? text) => Assert.Equal(text == "de--_--" ? "de" : null, LocaleIdentifier.Parse(text));

    [Fact]
    public async Task The_client_speaks_the_tag_of_today()
    {
        await using var chat = await Chat.StartAsync();
        await chat.Client.UpdateLocaleAsync("de_DE.UTF-8", _ct);
        await chat.Client.UpdateLocaleAsync("de-DE", _ct);
        await chat.Client.UpdateLocaleAsync("iw_IL", _ct);
        await chat.HearsAsync<LanguageChanged>(2);
        Assert.Equal([new("de-DE"), new("he-IL")], chat.HeardOf<LanguageChanged>());
        Assert.Equal("he-IL", chat.Client.Language);

        await using var other = await LivecallerClient.CreateAsync(chat.Options with { Language = "pt_BR", SessionStore = new MemorySessionStore() }, _ct);
        Assert.Equal("pt-BR", other.Language);
    }
}
