using Livecaller.Shared;

namespace Livecaller.Components.Tests.Text;

public sealed class TextSegmentTests
{
    [Theory]
    [InlineData("see https://example.com/a.", "https://example.com/a")]
    [InlineData("(https://example.com/a_(b))", "https://example.com/a_(b)")]
    [InlineData("HTTP://EXAMPLE.com/x?y=1&z=2!", "HTTP://EXAMPLE.com/x?y=1&z=2")]
    [InlineData("انظر https://example.com/a؟", "https://example.com/a")]
    // Chinese, Japanese, Korean: no spaces around, punctuation and brackets of their own.
    [InlineData("详情 https://shop.example/a。谢谢", "https://shop.example/a")]
    [InlineData("请看https://shop.example/a，谢谢", "https://shop.example/a")]
    [InlineData("请看：https://shop.example/a！", "https://shop.example/a")]
    [InlineData("（https://shop.example/a）", "https://shop.example/a")]
    [InlineData("「https://shop.example/a」をご覧", "https://shop.example/a")]
    [InlineData("【https://shop.example/a】", "https://shop.example/a")]
    [InlineData("《https://shop.example/a》", "https://shop.example/a")]
    [InlineData("ここ→https://shop.example/a←です", "https://shop.example/a")]
    [InlineData("https://shop.example/a、https://b", "https://shop.example/a", 2)]
    [InlineData("https://shop.example/a——谢谢", "https://shop.example/a")]
    [InlineData("https://shop.example/a……", "https://shop.example/a")]
    [InlineData("https://shop.example/a～", "https://shop.example/a")]
    [InlineData("https://shop.example。谢谢", "https://shop.example")]
    [InlineData("주소는https://shop.example/a입니다", "https://shop.example/a입니다")]
    [InlineData("https://ja.wikipedia.org/wiki/レオナルド・ダ・ヴィンチ。", "https://ja.wikipedia.org/wiki/レオナルド・ダ・ヴィンチ")]
    // Other scripts.
    [InlineData("смотрите:https://shop.example/a.", "https://shop.example/a")]
    [InlineData("смотриhttps://shop.example/a", "https://shop.example/a")]
    [InlineData("«https://shop.example/a»", "https://shop.example/a")]
    [InlineData("„https://shop.example/a“", "https://shop.example/a")]
    [InlineData("انظرhttps://shop.example/a، شكرا", "https://shop.example/a")]
    [InlineData("https://shop.example/a؛", "https://shop.example/a")]
    [InlineData("https://shop.example/a۔", "https://shop.example/a")]
    [InlineData("देखेंhttps://shop.example/a।", "https://shop.example/a")]
    [InlineData("ดูที่https://shop.example/a", "https://shop.example/a")]
    [InlineData("տեսhttps://shop.example/a։", "https://shop.example/a")]
    [InlineData("https://shop.example/a።", "https://shop.example/a")]
    [InlineData("https://shop.example/a។", "https://shop.example/a")]
    [InlineData("https://shop.example/a\u037E", "https://shop.example/a")]
    [InlineData("¿https://shop.example/a?", "https://shop.example/a")]
    [InlineData("https://shop.example/a😀", "https://shop.example/a")]
    [InlineData("👉https://shop.example/a", "https://shop.example/a")]
    // Markup and brackets.
    [InlineData("**https://shop.example/a**", "https://shop.example/a")]
    [InlineData("**https://shop.example/a**。", "https://shop.example/a")]
    [InlineData("**see https://shop.example/a.**", "https://shop.example/a")]
    [InlineData("*https://shop.example/a*", "https://shop.example/a")]
    [InlineData("_https://shop.example/a_b_", "https://shop.example/a_b")]
    [InlineData("~~https://shop.example/a~~", "https://shop.example/a")]
    [InlineData("||https://shop.example/a||", "https://shop.example/a")]
    [InlineData("`https://shop.example/a`", "https://shop.example/a")]
    [InlineData("```https://shop.example/a```", "https://shop.example/a")]
    [InlineData("'https://shop.example/a'", "https://shop.example/a")]
    [InlineData("\"https://shop.example/a\",", "https://shop.example/a")]
    [InlineData("“https://shop.example/a”", "https://shop.example/a")]
    [InlineData("<https://shop.example/a>", "https://shop.example/a")]
    [InlineData("[shop](https://shop.example/a)", "https://shop.example/a")]
    [InlineData("[https://shop.example/a]", "https://shop.example/a")]
    [InlineData("{https://shop.example/a}", "https://shop.example/a")]
    [InlineData("https://shop.example/a(see below)", "https://shop.example/a")]
    [InlineData("https://shop.example/a[1", "https://shop.example/a")]
    [InlineData("(https://shop.example/a[1])", "https://shop.example/a[1]")]
    [InlineData("([https://shop.example/a)]", "https://shop.example/a")]
    [InlineData("https://de.wikipedia.org/wiki/Michelson–Morley", "https://de.wikipedia.org/wiki/Michelson–Morley")]
    [InlineData("https://shop.example/a?b=c&d[]=e#f", "https://shop.example/a?b=c&d[]=e#f")]
    [InlineData("http://[::1]:5000/a.", "http://[::1]:5000/a")]
    public void Addresses_become_links(string text, string address, int links = 1)
    {
        var segments = TextSegment.Split(text);

        Assert.Equal(links, segments.Count(s => s.Href is not null));
        Assert.Equal(address, segments.First(s => s.Href is not null).Text);
        Assert.Equal(text, string.Concat(segments.Select(s => s.Text)));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("file:///etc/passwd")]
    [InlineData("xhttps://example.com")]
    [InlineData("éhttps://example.com")]
    [InlineData("e\u0301https://example.com")]
    [InlineData("1https://example.com")]
    [InlineData("https://。谢谢")]
    [InlineData("https://**")]
    [InlineData("https://")]
    [InlineData("https://bank.example@evil.example/")]
    public void Anything_else_stays_text(string text)
    {
        Assert.Equal([new TextSegment(text, null)], TextSegment.Split(text));
    }

    [Theory]
    [InlineData("https://раypal.com/login", "https://xn--ypal-43d9g.com/login")]
    [InlineData("https://münchen.de", "https://xn--mnchen-3ya.de/")]
    [InlineData("https://bank.example\u2044x.evil.example", null)]
    [InlineData("https://bank.example\uFF0Fx@evil.example", null)]
    [InlineData("https://bank.example\\@evil.example", null)]
    public void A_host_that_looks_like_another_is_shown_as_it_is_asked_for(string text, string? address)
    {
        var links = TextSegment.Split(text).Where(s => s.Href is not null).ToArray();

        Assert.All(links, link => Assert.Equal(new Uri(link.Text), new Uri(link.Href!)));
        Assert.All(links, link => Assert.True(new Uri(link.Text).Host.All(char.IsAscii)));
        if (address is not null) Assert.Equal(address, Assert.Single(links).Text);
    }

    [Fact]
    public void A_direction_override_ends_an_address()
    {
        var link = Assert.Single(TextSegment.Split("https://example.com/\u202Egnp.exe"), s => s.Href is not null);

        Assert.Equal("https://example.com/", link.Text);
    }

    [Fact]
    public void A_very_long_text_is_split_quickly()
    {
        var text = string.Concat(Enumerable.Repeat("https://a ((((", 20_000));

        Assert.Equal(text, string.Concat(TextSegment.Split(text).Select(s => s.Text)));
    }
}
