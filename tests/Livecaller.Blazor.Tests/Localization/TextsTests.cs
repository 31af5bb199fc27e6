using System.Reflection;
using System.Text.Json;
using Livecaller.Blazor.Localization;
using Livecaller.Blazor.Tests.Support;
using Livecaller.Components;
using Livecaller.Time;

namespace Livecaller.Blazor.Tests.Localization;

public sealed class TextsTests
{
    private static readonly string[] Keys =
        [.. new[] { typeof(TextKeys), typeof(PartKeys) }.SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(f => (string)f.GetRawConstantValue()!).Distinct().Order()];

    // What is right although it reads as in English.
    private static readonly Dictionary<string, string> Alike = new()
    {
        ["de"] = "ChatTitle Optional PlaybackPosition SizeBytes SizeKilobytes SizeMegabytes Support",
        ["es"] = "ChatTitle SizeBytes SizeMegabytes",
        ["fr"] = "ChatTitle Email MessageLabel Messages PlaybackPosition",
        ["it"] = "ChatTitle Email SizeBytes SizeMegabytes",
        ["ja"] = "SizeKilobytes SizeMegabytes",
        ["nl"] = "ChatTitle SizeBytes SizeMegabytes",
        ["pl"] = "SizeBytes SizeKilobytes SizeMegabytes",
        ["pt"] = "ChatTitle Email SizeBytes SizeKilobytes SizeMegabytes",
        ["tr"] = "SizeBytes SizeKilobytes SizeMegabytes",
        ["zh"] = "SizeKilobytes SizeMegabytes",
        ["zh-Hant"] = "SizeKilobytes SizeMegabytes",
    };

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
        var same = texts.Where(t => t.Value == TextLibrary.English(t.Key)).Select(t => t.Key).Except(Alike.GetValueOrDefault(language, "").Split(' '));
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
    public void Every_plural_has_the_forms_of_the_language_and_no_other(string language)
    {
        // Whole numbers, fractions, and the millions, which Romance languages count in a way of their own.
        var used = Enumerable.Range(0, 200).Select(n => (double)n).Concat([0.5, 1.5, 1_000_000]).Select(n => PluralForm.Of(language, n)).ToHashSet();

        Assert.All(Read(language).Where(t => IsPlural(t.Key)), text =>
        {
            var forms = text.Value.Split('|').Select(form => form.Split(':', 2)).ToArray();
            Assert.Equal(used.Order(), forms.Select(form => form[0]).Order());
            Assert.All(forms, form => Assert.NotEqual("", form[1].Trim()));
            // Only what stands for a single number may do without it.
            Assert.All(forms.Where(form => form[0] is "few" or "many" or "other"), form => Assert.Contains("{0}", form[1], StringComparison.Ordinal));
        });
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_text_is_written_with_the_signs_of_print(string language) => Assert.All(Read(language), text =>
    {
        Assert.DoesNotContain("...", text.Value, StringComparison.Ordinal);
        Assert.DoesNotContain('\'', text.Value);
        Assert.DoesNotContain('"', text.Value);
        Assert.DoesNotContain("  ", text.Value, StringComparison.Ordinal);
        Assert.Equal(text.Value.Trim(), text.Value);
        // French puts a space before these, and a line must not break there.
        Assert.DoesNotMatch(language == "fr" ? "(?<![\u00a0\u202f])[?!;]| :" : " [?!;:]", text.Value);
        if (language == "es") Assert.Equal(text.Value.Count(c => c == '?'), text.Value.Count(c => c == '¿'));
    });

    [Fact]
    public void Arabic_and_Hebrew_are_written_from_right_to_left_and_no_other_language_is() => Assert.Equal(
        ["ar", "he"], TextLibrary.Languages.Where(language => new ChatTexts(language, Languages.All).IsRightToLeft));

    [Theory]
    [InlineData("zh", "发送")]
    [InlineData("zh-CN", "发送")]
    [InlineData("zh-Hans-HK", "发送")]
    [InlineData("zh_SG", "发送")]
    [InlineData("cmn-Hans-TW", "发送")]
    [InlineData("zh-u-rg-hant", "发送")]
    [InlineData("zh-Hant", "傳送")]
    [InlineData("zh-Hant-TW", "傳送")]
    [InlineData("zh-Hant-CN", "傳送")]
    [InlineData("zh-TW", "傳送")]
    [InlineData("zh_HK.UTF-8", "傳送")]
    [InlineData("zh_TW_#Hant", "傳送")]
    [InlineData("zh-mo", "傳送")]
    [InlineData("zh-CHT", "傳送")]
    [InlineData("zh-yue-HK", "傳送")]
    [InlineData("yue-Hans", "发送")]
    [InlineData("pt-PT", "Enviar")]
    [InlineData("iw-IL", "שליחה")]
    [InlineData("DE", "Senden")]
    [InlineData("es_MX", "Enviar")]
    public void A_region_or_a_script_without_a_file_speaks_the_language(string tag, string send) =>
        Assert.Equal(send, new ChatTexts(tag, Languages.All)[TextKeys.Send]);

    [Fact]
    public void The_languages_that_are_promised_are_there() => Assert.Equal(
        "ar de en es fr he hy it ja ka ko nl pl pt ru tr uk zh zh-Hant", string.Join(' ', TextLibrary.Languages.Order(StringComparer.Ordinal)));

    [Theory]
    [InlineData("en", 1, "1 unread message")]
    [InlineData("en", 5, "5 unread messages")]
    [InlineData("de-AT", 1, "1 ungelesene Nachricht")]
    [InlineData("de", 3, "3 ungelesene Nachrichten")]
    [InlineData("ar", 1, "رسالة واحدة غير مقروءة")]
    [InlineData("ar", 2, "رسالتان غير مقروءتين")]
    [InlineData("ar", 4, "4 رسائل غير مقروءة")]
    [InlineData("ar", 18, "18 رسالة غير مقروءة")]
    [InlineData("ru", 21, "21 непрочитанное сообщение")]
    [InlineData("ru", 3, "3 непрочитанных сообщения")]
    [InlineData("pl", 5, "5 nieprzeczytanych wiadomości")]
    [InlineData("uk", 22, "22 непрочитані повідомлення")]
    [InlineData("he", 2, "שתי הודעות שלא נקראו")]
    [InlineData("ja", 1, "未読メッセージ1件")]
    [InlineData("fr", 0, "0 message non lu")]
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
