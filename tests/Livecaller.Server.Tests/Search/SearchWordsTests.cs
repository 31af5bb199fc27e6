using Livecaller.Server.Search;

namespace Livecaller.Server.Tests.Search;

public sealed class SearchWordsTests
{
    [Theory]
    [InlineData("Where is my PARCEL?", "where is my parcel")]
    [InlineData("Straße STRASSE ẞ", "strasse strasse ss")]
    [InlineData("Ёлка ёлка елка", "елка елка елка")]
    [InlineData("İstanbul ısırgan", "istanbul isirgan")]
    [InlineData("Jürgen@Müller.example", "jurgen muller example")]
    [InlineData("北京 iPhone手机", "北 京 iphone 手 机")]
    [InlineData("荷物が", "荷 物 が")]
    [InlineData("ｶﾞｲﾄﾞ か\u3099", "ガ イ ド が")]
    [InlineData("サービス 人々 มากๆ", "サ ー ビ ス 人 々 ม า ก ๆ")]
    [InlineData("co\u00adoperate", "cooperate")]
    [InlineData("सब हिन्दी", "सब हिन्दी")]
    [InlineData("hi 😀!", "hi 😀")]
    [InlineData("❤️", "❤")]
    [InlineData("\"NEAR(a b)\" AND c* -d ^e", "near a b and c d e")]
    [InlineData("half \ud800 pair", "half pair")]
    [InlineData("... \u202e --- !!!", "")]
    public void A_text_has_these_words(string text, string words) => Assert.Equal(words, SearchTokens.Join(text));

    [Fact]
    public void A_word_has_an_end() => Assert.Equal(SearchTokens.MaxLength, Assert.Single(SearchTokens.Of(new string('x', 100_000))).Text.Length);

    [Theory]
    [InlineData("the lamp\nis broken since\nyesterday", "broken", "is broken since", "broken")]
    [InlineData("Die Straße ist lang", "STRASSE", "Die Straße ist lang", "Straße")]
    [InlineData("我的包裹还没有送到北京。", "北京", "我的包裹还没有送到北京。", "北京")]
    [InlineData("we open at nine", "ope", "we open at nine", "open")]
    public void The_line_with_the_words_is_shown(string text, string search, string line, string match)
    {
        var found = SearchWords.Of(search)!.LineOf(text)!.Value;

        Assert.Equal(line, found.Line);
        Assert.Equal(match, found.Line.Substring(found.Start, found.Length));
    }

    [Fact]
    public void A_long_line_is_cut_around_the_match()
    {
        var found = SearchWords.Of("needle")!.LineOf(string.Concat(Enumerable.Repeat("😀", 1_000)) + " needle " + string.Concat(Enumerable.Repeat("😀", 1_000)))!.Value;

        Assert.InRange(found.Line.Length, 100, 200);
        Assert.StartsWith("…", found.Line, StringComparison.Ordinal);
        Assert.EndsWith("…", found.Line, StringComparison.Ordinal);
        Assert.DoesNotContain('\ufffd', string.Concat(found.Line.EnumerateRunes()));
        Assert.Equal("needle", found.Line.Substring(found.Start, found.Length));
    }
}
