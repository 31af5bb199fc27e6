using Bunit;
using Livecaller.Blazor.Localization;
using Livecaller.Blazor.Tests.Support;

namespace Livecaller.Blazor.Tests.Issues;

/// <summary>A language as other systems write it, and one that cannot be understood.</summary>
public sealed class LanguageInAnotherFormTests : AppTest
{
    [Theory]
    [InlineData("de_DE")]
    [InlineData("de_DE.UTF-8@euro")]
    [InlineData("deu")]
    [InlineData("GER_de")]
    public void Its_texts_are_those_of_the_language(string language)
    {
        var texts = new ChatTexts(language, Languages.All);
        Assert.Equal(new ChatTexts("de", Languages.All)[TextKeys.Send], texts[TextKeys.Send]);
        Assert.StartsWith("de", texts.Language, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("iw_IL.UTF-8")]
    [InlineData("ar_EG")]
    [InlineData("az_IR@arabic")]
    [InlineData("ji")]
    public void Its_direction_is_that_of_the_language(string language) => Assert.True(LanguageTag.IsRightToLeft(language));

    [Fact]
    public void Translations_of_the_server_are_found_in_any_form()
    {
        var own = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["pt_BR"] = new Dictionary<string, string> { ["send"] = "Mandar" } };
        Assert.Equal("Mandar", new ChatTexts("pt-BR", null, own)[TextKeys.Send]);
    }

    [Fact]
    public async Task The_component_speaks_it()
    {
        var app = Mount(p => p.Add(a => a.Language, "de_DE.UTF-8"));
        await UntilAsync(() => Client.Language == "de-DE");
        await UntilAsync(() => app.FindAll(".lc[lang='de-DE'], [lang='de-DE']").Count > 0);
        Assert.Empty(Console);
    }

    [Fact]
    public async Task What_cannot_be_understood_falls_back_to_the_browsers_languages_with_one_line_in_the_console()
    {
        var module = JSInterop.SetupModule("./_content/Livecaller.Blazor/LivecallerApp.razor.js");
        module.Mode = JSRuntimeMode.Loose;
        module.Setup<string[]?>("languages").SetResult(["tlh", "fr_CH", "en"]);
        var app = Mount(p => p.Add(a => a.Language, "no language at all"));
        await UntilAsync(() => Client.Language == "fr-CH");
        app.Render();
        Assert.Contains("'no language at all'", Assert.Single(Console), StringComparison.Ordinal);
    }
}
