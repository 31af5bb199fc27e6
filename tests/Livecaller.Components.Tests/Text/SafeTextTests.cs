using Livecaller.Protocol;
using Livecaller.Shared;

namespace Livecaller.Components.Tests.Text;

public sealed class SafeTextTests
{
    public static TheoryData<string, string, string> Hostile => new()
    {
        // what came, as a name, as a message
        { "Nino", "Nino", "Nino" },
        { "  Nino \t Support ", "Nino Support", "  Nino \t Support " },
        { "a\u202Egnp.exe", "agnp.exe", "agnp.exe" },
        { "a\u202Ab\u202Dc\u202Bd\u202C", "abcd", "abcd" },
        { "a\u2067b\u2069", "ab", "a\u2067b\u2069" },
        { "You\u200B", "You", "You" },
        { "Y\u00ADo\u2060u\uFEFF", "You", "You" },
        { "A\u200Dna", "Ana", "Ana" },
        { "\u3164\u2800\u115F", "", "" },
        { "Ana\r\nNino: pay here", "Ana Nino: pay here", "Ana\nNino: pay here" },
        { "one\u2028two\u0085three", "one two three", "one\ntwo\nthree" },
        { "bell\u0007\u001B[31m", "bell[31m", "bell[31m" },
        { "a\uD800b", "a\uFFFDb", "a\uFFFDb" },
        { "Z\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301x", "Z\u0301\u0301\u0301\u0301\u0301\u0301x", "Z\u0301\u0301\u0301\u0301\u0301\u0301x" },
        { "a\U000E0041\U000E0042b", "ab", "ab" },
        { "\uE000x", "x", "x" },
        { "\uFE0F", "", "" },
        { "\u180E\u2063\U0001D173", "", "" },
        { "a\u2800b", "ab", "ab" },
        { "Ana  \u3000 B", "Ana B", "Ana  \u3000 B" },
        { " \n ", "", "" },
    };

    public static TheoryData<string> Honest =>
    [
        "نینو می‌خواهم", "क्‍ष", "👩‍👩‍👧‍👦", "🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F", "👍🏽", "Đặng Thị", "მარიამ", "ภาษา\u200Bไทย",
        "a\u200Fb", "葛\U000E0100", "Zoë O’Neil – “x”", "⠓⠑⠇⠇⠕⠀⠺⠕⠗⠇⠙", "ᠨᠠ\u180Eᠠ", "\u115F\u1161", "\u0600\u0661\u0662", "❤️", "☺︎",
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void What_nobody_sees_leaves_names_and_messages(string came, string name, string body)
    {
        Assert.Equal(name, SafeText.Name(came));
        Assert.Equal(body, SafeText.Body(came));
    }

    [Theory]
    [MemberData(nameof(Honest))]
    public void What_people_write_stays(string text) => Assert.Equal(text, SafeText.Body(text));

    [Theory]
    [MemberData(nameof(Honest))]
    public void What_people_write_can_be_sent(string text) => Assert.False(InvisibleText.IsBlank(text));

    [Theory]
    [InlineData("")]
    [InlineData(" \t\n\u00A0\u3000")]
    [InlineData("\u200B\u200C\u200D\u2060\uFEFF")]
    [InlineData("\u202E\u202C\u2066\u2069\u200F\u061C")]
    [InlineData("\u2800\u3164\u115F\u1160\uFFA0")]
    [InlineData("\u034F\u17B4\u17B5\u180E\u00AD")]
    [InlineData("\uFE0F\uFE0E\U000E0100\u180B")]
    [InlineData("\U000E0041\U000E007F\U000E0001")]
    [InlineData("\U0001D159\U0001D173\uE000")]
    public void A_text_of_invisible_characters_is_blank(string text)
    {
        Assert.True(InvisibleText.IsBlank(text));
        Assert.Equal("", SafeText.Body(text));
        Assert.Equal("", SafeText.Name(text));
    }

    [Fact]
    public void Plain_text_is_not_copied()
    {
        var text = new string('x', 100_000);

        Assert.Same(text, SafeText.Body(text));
    }

    [Fact]
    public void A_name_without_an_end_is_cut_between_letters()
    {
        var name = SafeText.Name(string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 40)));

        Assert.InRange(name.Length, 2, 81);
        Assert.Equal("👩‍👩‍👧‍👦…", name[^12..]);
    }
}
