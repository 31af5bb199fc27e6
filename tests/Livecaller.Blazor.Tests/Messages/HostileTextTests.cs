using Bunit;
using Livecaller.Blazor.Tests.Support;
using Livecaller.Protocol;

namespace Livecaller.Blazor.Tests.Messages;

/// <summary>What somebody may send to make a message, a name, a file or a quote look like something else.</summary>
public sealed class HostileTextTests : ChatTest
{
    private readonly Scripted _script = new();

    public static TheoryData<string> Texts =>
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "[x](javascript:alert(1)) javascript:alert(1) data:text/html,<b>x</b> vbscript:x file:///etc/passwd",
        "\u202Egnp.exe",
        "\u2066\u2066\u2066\u202D\u202E\u202B x",
        "You\u200B\u200C\u200D\u2060\uFEFF",
        "\u3164\u3164\u3164",
        "line\r\nline\u2028line\u000Bline",
        "Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030A\u030B\u030Cz",
        "\uD83D lone \uDE00",
        "{0} {1} {{",
        "https://раypal.com https://a.example@evil.example https://a\u202Egro.live",
        "\0\u0001\u001B[2J",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Is_shown_as_text_without_what_nobody_sees(string nasty)
    {
        var sender = Scripted.Nino with { Name = nasty };
        var message = _script.Message(sender, nasty);
        var file = new AttachmentPayload { Id = new("a"), Name = nasty, MimeType = "application/pdf", Size = 1, Url = "javascript:alert(1)", ThumbnailUrl = "data:image/svg+xml,x" };
        var context = _script.Context(message with
        {
            Payload = message.Payload with { Attachments = [file], ReplyTo = new() { Id = new("m0"), Content = nasty, Sender = sender } },
        });

        var panel = RenderPanel(context with { Snapshot = context.Snapshot with { Typing = sender } });

        Assert.Empty(panel.FindAll(".log script, .log img, .log b"));
        Assert.All(panel.FindAll(".log a"), a => Assert.StartsWith("http", a.GetAttribute("href"), StringComparison.Ordinal));
        Assert.All(panel.FindAll(".log a"), a => Assert.DoesNotContain("раypal", a.TextContent, StringComparison.Ordinal));
        var shown = string.Concat(panel.FindAll(".entry").Select(e => e.TextContent + e.GetAttribute("aria-label")))
            + panel.Find(".typing").TextContent + panel.Find("h2").TextContent;
        Assert.DoesNotContain(shown, c => c is (>= '\u202A' and <= '\u202E') or '\u2060' or '\uFEFF' or '\u3164' or '\0' or '\u001B' or '\u000B' or '\u2028');
        Assert.DoesNotContain("\u200D", panel.Find(".sender").TextContent, StringComparison.Ordinal);
        Assert.All(panel.FindAll(".quoted-name, .quoted-text, .sender > *"), e => Assert.Equal("BDI", e.TagName));
        Assert.DoesNotContain('\n', panel.Find(".sender").TextContent);
    }

    [Fact]
    public void A_name_of_nothing_visible_is_the_teams()
    {
        var panel = RenderPanel(_script.Context(_script.Message(Scripted.Nino with { Name = "\u200B\u3164 \u202E" }, "Hi")));

        Assert.Equal("Support", panel.Find(".sender").TextContent);
    }

    [Fact]
    public void A_hundred_thousand_characters_begin_small_and_are_shown_when_they_are_asked_for()
    {
        var text = string.Concat(Enumerable.Repeat("words and ", 10_000));
        var message = _script.Message(Scripted.Nino, text);
        var panel = RenderPanel(_script.Context(message with { Payload = message.Payload with { ReplyTo = new() { Id = new("m0"), Content = text, Sender = Scripted.Visitor } } }));

        Assert.InRange(panel.Find(".text").TextContent.Length, 1_000, 1_600);
        Assert.InRange(panel.Find(".quoted-text").TextContent.Length, 100, 300);
        Assert.InRange(panel.Find(".entry").GetAttribute("aria-label")!.Length, 100, 400);
        var more = panel.Find(".bubble .more");
        Assert.Equal(("Show more", "false"), (more.TextContent.Trim(), more.GetAttribute("aria-expanded")));

        more.Click();
        Assert.Equal(text, panel.Find(".text").TextContent);
        panel.Find(".bubble .more").Click();
        Assert.InRange(panel.Find(".text").TextContent.Length, 1_000, 1_600);
    }

    [Fact]
    public void A_thousand_short_lines_begin_small_too()
    {
        var panel = RenderPanel(_script.Context(_script.Message(Scripted.Nino, string.Join('\n', Enumerable.Range(0, 1_000)))));

        Assert.Equal(30, panel.Find(".text").TextContent.Split('\n').Length);
    }

    [Theory]
    [InlineData("🙈", "bubble emoji alone")]
    [InlineData("🙈🙈", "bubble emoji")]
    [InlineData("🙈!", "bubble")]
    public void Emoji_alone_are_larger(string text, string look) =>
        Assert.Equal(look, RenderPanel(_script.Context(_script.Message(Scripted.Nino, text))).Find(".bubble").ClassName?.Trim());
}
