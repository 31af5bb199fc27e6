using System.Reflection;
using Livecaller.Blazor.Localization;

namespace Livecaller.Blazor.Tests.Localization;

public sealed class TextsTests
{
    private static readonly string[] Keys =
        [.. typeof(TextKeys).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!).Order()];

    public static TheoryData<string> Languages => [.. ChatTexts.Languages];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_language_has_every_text_and_no_other(string language) =>
        Assert.Equal(Keys, ChatTexts.KeysOf(language).Order());

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_language_keeps_the_placeholders(string language)
    {
        var (english, texts) = (new ChatTexts("en"), new ChatTexts(language));

        Assert.All(Keys.Where(k => !english[k].Contains("other:", StringComparison.Ordinal)), key =>
        {
            for (var i = 0; i < 3; i++)
                Assert.Equal(english[key].Contains($"{{{i}}}", StringComparison.Ordinal), texts[key].Contains($"{{{i}}}", StringComparison.Ordinal));
        });
    }

    [Fact]
    public void At_least_english_german_and_arabic_are_there() => Assert.Superset(new HashSet<string> { "en", "de", "ar" }, ChatTexts.Languages.ToHashSet());

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
        Assert.Equal(expected, new ChatTexts(language).Plural(TextKeys.UnreadMessages, count));

    [Theory]
    [InlineData("ar", "rtl")]
    [InlineData("ar-EG", "rtl")]
    [InlineData("de", "ltr")]
    [InlineData("xx", "ltr")]
    public void The_direction_is_that_of_the_words_on_the_screen(string language, string direction) =>
        Assert.Equal(direction, new ChatTexts(language).Direction);

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
        var texts = new ChatTexts("he", new Dictionary<string, IReadOnlyDictionary<string, string>>
        {
            ["he"] = new Dictionary<string, string> { ["send"] = "שליחה" },
        });

        Assert.Equal(("שליחה", "rtl"), (texts[TextKeys.Send], texts.Direction));
    }
}
