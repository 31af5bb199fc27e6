using System.Reflection;
using System.Text.Json;
using Livecaller.Blazor.Localization;
using Livecaller.Blazor.Tests.Support;
using Livecaller.Time;

namespace Livecaller.Blazor.Tests.Localization;

public sealed class TextsTests
{
    private static readonly string[] Keys =
        [.. typeof(TextKeys).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!).Order()];

    // What is right although it reads as in English.
    private static readonly Dictionary<string, string> Alike = new()
    {
        ["ar"] = "",
        ["de"] = "ChatTitle Optional PlaybackPosition SizeBytes SizeKilobytes SizeMegabytes Support",
    };

    private static readonly string[] Categories = ["zero", "one", "two", "few", "many", "other"];

    public static TheoryData<string> Files => [.. TextLibrary.Languages.Where(l => l != TextLibrary.Fallback)];

    [Fact]
    public void English_has_every_text() => Assert.All(Keys, key => Assert.False(string.IsNullOrEmpty(TextLibrary.English(key))));

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_language_has_every_text_and_no_other(string language) => Assert.Equal(Keys, Read(language).Keys.Order());

    [Theory]
    [MemberData(nameof(Files))]
    public void No_text_is_empty_or_still_english(string language)
    {
        var texts = Read(language);

        Assert.All(texts, text => Assert.NotEqual("", text.Value.Trim()));
        var same = texts.Where(t => t.Value == TextLibrary.English(t.Key)).Select(t => t.Key).Except(Alike[language].Split(' '));
        Assert.Equal("", string.Join(' ', same));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_language_keeps_the_placeholders(string language)
    {
        Assert.All(Read(language).Where(t => !IsPlural(t.Key)), text =>
        {
            var english = TextLibrary.English(text.Key)!;
            for (var i = 0; i < 3; i++)
                Assert.True(english.Contains($"{{{i}}}", StringComparison.Ordinal) == text.Value.Contains($"{{{i}}}", StringComparison.Ordinal), $"{text.Key}: {text.Value}");
        });
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_plural_has_the_forms_that_the_language_uses_for_whole_numbers(string language)
    {
        var used = Enumerable.Range(0, 200).Select(n => PluralForm.Of(language, n)).Distinct().Order().ToArray();

        Assert.All(Read(language).Where(t => IsPlural(t.Key)), text =>
        {
            var forms = text.Value.Split('|').Select(form => form.Split(':')[0]).ToArray();
            Assert.Subset(Categories.ToHashSet(), forms.ToHashSet());
            Assert.Superset(used.ToHashSet(), forms.ToHashSet());
        });
    }

    [Fact]
    public void The_languages_that_are_promised_are_there() => Assert.Equal(
        "ar de en", string.Join(' ', TextLibrary.Languages.Order(StringComparer.Ordinal)));

    [Theory]
    [InlineData("en", 1, "1 unread message")]
    [InlineData("en", 5, "5 unread messages")]
    [InlineData("de-AT", 1, "1 ungelesene Nachricht")]
    [InlineData("de", 3, "3 ungelesene Nachrichten")]
    [InlineData("ar", 1, "رسالة واحدة غير مقروءة")]
    [InlineData("ar", 2, "رسالتان غير مقروءتين")]
    [InlineData("ar", 4, "4 رسائل غير مقروءة")]
    [InlineData("ar", 18, "18 رسالة غير مقروءة")]
    public void Plurals_follow_the_language(string language, int count, string expected) =>
        Assert.Equal(expected, new ChatTexts(language, Languages.All).Plural(TextKeys.UnreadMessages, count));

    [Theory]
    [InlineData("ar", "rtl")]
    [InlineData("ar-EG", "rtl")]
    [InlineData("de", "ltr")]
    [InlineData("xx", "ltr")]
    public void The_direction_is_that_of_the_words_on_the_screen(string language, string direction) =>
        Assert.Equal(direction, new ChatTexts(language, Languages.All).Direction);

    [Theory]
    [InlineData("ar", true)]
    [InlineData("he-IL", true)]
    [InlineData("fa", true)]
    [InlineData("ur", true)]
    [InlineData("ckb", true)]
    [InlineData("pa-Arab-PK", true)]
    [InlineData("az-Latn", false)]
    [InlineData("ar-Latn", false)]
    [InlineData("en", false)]
    public void Right_to_left_languages_are_known(string tag, bool rightToLeft) => Assert.Equal(rightToLeft, LanguageTag.IsRightToLeft(tag));

    [Fact]
    public void An_unknown_language_falls_back_to_english() => Assert.Equal("Send", new ChatTexts("tlh")[TextKeys.Send]);

    [Fact]
    public void A_language_of_the_widget_alone_is_spoken_in_its_own_direction()
    {
        var texts = new ChatTexts("he", translations: new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["he"] = new Dictionary<string, string> { ["send"] = "שליחה" },
        });

        Assert.Equal(("שליחה", "rtl"), (texts[TextKeys.Send], texts.Direction));
    }

    private static Dictionary<string, string> Read(string language) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(Languages.Read(language))!;

    private static bool IsPlural(string key) => TextLibrary.English(key)!.Contains("other:", StringComparison.Ordinal);
}
