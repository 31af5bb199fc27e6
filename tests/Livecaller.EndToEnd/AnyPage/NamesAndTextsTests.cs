using Livecaller.EndToEnd.Running;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.AnyPage;

/// <summary>Names that the page has given away already, identifiers in strange forms, and texts that are not whole.</summary>
public sealed class NamesAndTextsTests(Browser browser, EmbeddingSite embedding) : IClassFixture<EmbeddingSite>
{
    [Theory]
    [InlineData("<div id='LiveCaller'></div>")]
    [InlineData("<a id='LiveCaller'></a><a id='LiveCaller'></a>")]
    [InlineData("<form name='LiveCaller'><input name='q'></form>")]
    [InlineData("<iframe name='LiveCaller' src='/empty'></iframe>")]
    [InlineData("<script>var LiveCaller = 'our shop'</script>")]
    [InlineData("<script>var LiveCaller = { q: 'what?' }</script>")]
    public async Task Something_else_with_the_name_LiveCaller_does_not_prevent_the_chat(string other)
    {
        var (site, host) = embedding;
        site.Put("/", other + LoaderTag.For(host));
        await using var ana = await Guest.EnterAsync(browser, site);

        await Expect(ana.Launcher).ToBeVisibleAsync();

        await ana.EmitAsync("app.locale.update", "de");
        await Expect(ana.Launcher).ToHaveAccessibleNameAsync("Chat öffnen");
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task The_documented_stub_works_beside_an_element_of_that_name()
    {
        var (site, host) = embedding;
        site.Put("/", "<div id='LiveCaller'></div>" + LoaderTag.Listening + LoaderTag.For(host));
        await using var ana = await Guest.EnterAsync(browser, site);

        await Expect(ana.Launcher).ToBeVisibleAsync();
        await ana.EmitAsync("ui.widget.open");
        await ana.HearsAsync("ui.widget.open", 1);
        Assert.Empty(ana.Person.Errors);
    }

    [Theory]
    [InlineData("de_DE.UTF-8", "Chat öffnen", "Nachricht")]
    [InlineData("iw_IL", "פתיחת הצ׳אט", "הודעה")]
    [InlineData("zh_TW", "開啟聊天", "訊息")]
    [InlineData("zh-Hans-HK", "打开聊天", "消息")]
    public async Task Button_and_chat_speak_the_same_language_in_whatever_form_it_is_written(string locale, string open, string message)
    {
        var (site, host) = embedding;
        site.Put("/", LoaderTag.For(host).Replace(" async", $" data-locale=\"{locale}\" async", StringComparison.Ordinal));
        await using var ana = await Guest.EnterAsync(browser, site);

        await Expect(ana.Launcher).ToHaveAccessibleNameAsync(open);
        await ana.OpenChatAsync();
        await Expect(ana.Input).ToHaveAttributeAsync("aria-label", message);
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task What_is_no_language_is_said_in_one_clear_line_and_the_pages_language_taken()
    {
        var (site, host) = embedding;
        site.PutDocument("/", "<!DOCTYPE html><html lang='fr_CA'><head><link rel='icon' href='data:,'></head><body>"
            + LoaderTag.For(host).Replace(" async", " data-locale=\"our language\" async", StringComparison.Ordinal) + "</body></html>");
        await using var ana = await Guest.EnterAsync(browser, site);

        await Expect(ana.Launcher).ToHaveAccessibleNameAsync("Ouvrir le chat");
        await ana.OpenChatAsync();
        await Expect(ana.Input).ToHaveAttributeAsync("aria-label", "Message");
        await ana.EmitAsync("app.locale.update", "undefined");
        await ana.EmitAsync("user.login", "  ");
        await ana.EmitAsync("user.update", " ");
        await ana.EmitAsync("app.locale.update", "ka");
        await Expect(ana.Launcher).ToHaveAccessibleNameAsync("დახურვა");
        await Expect(ana.Input).ToHaveAttributeAsync("aria-label", "შეტყობინება");

        var said = ana.Person.Errors.Where(e => e.StartsWith("LiveCaller:", StringComparison.Ordinal)).ToList();
        Assert.Equal(4, said.Count);
        Assert.StartsWith("LiveCaller: “our language” is not a valid language tag", said[0], StringComparison.Ordinal);
        Assert.StartsWith("LiveCaller: “undefined” is not a valid language tag", said[1], StringComparison.Ordinal);
        Assert.DoesNotContain(said, text => text.Contains("Arg_", StringComparison.Ordinal) || text.Contains("Argument_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Half_a_character_in_an_input_event_is_waited_for_and_a_lone_one_replaced()
    {
        var (site, host) = embedding;
        site.Put("/", LoaderTag.For(host));
        await using var ana = await Guest.EnterAsync(browser, site);
        await ana.OpenChatAsync();

        // As Firefox tells of an emoji: half of it, and then all of it.
        await TypeAsync("Hello \\ud83d");
        await TypeAsync("Hello \\ud83d\\ude00");
        await ana.Input.PressAsync("Enter");
        await ana.SeesAsync("Hello 😀");

        await TypeAsync("broken \\udc00 text");
        await Expect(ana.Input).ToHaveValueAsync("broken � text");
        await ana.Input.PressAsync("Enter");
        await ana.SeesAsync("broken � text");
        await ana.Input.EvaluateAsync("field => field.dispatchEvent(new KeyboardEvent('keydown', { key: '\\ud83d', bubbles: true }))");
        await ana.SaysAsync("And it goes on");
        Assert.Empty(ana.Person.Errors);

        Task TypeAsync(string text) => ana.Input.EvaluateAsync(
            $$"""field => { field.value = '{{text}}'; field.dispatchEvent(new InputEvent('input', { bubbles: true })); }""");
    }
}
