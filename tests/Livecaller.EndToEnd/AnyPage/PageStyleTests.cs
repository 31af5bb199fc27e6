using Livecaller.EndToEnd.Running;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.AnyPage;

/// <summary>Rules of the page that match the button's element without meaning it.</summary>
public sealed class PageStyleTests(Browser browser, EmbeddingSite embedding) : IClassFixture<EmbeddingSite>
{
    [Theory]
    [InlineData(":not(:defined) { display: none !important }")]
    [InlineData("body :empty { display: none !important }")]
    [InlineData("body > :not(main) { visibility: hidden !important; opacity: 0 !important; pointer-events: none !important }")]
    [InlineData("livecaller-widget { transform: translateX(-700px) scale(.2) !important; zoom: .3 !important; rotate: 40deg !important }")]
    [InlineData("livecaller-widget { contain: strict !important; overflow: hidden !important; clip-path: inset(50%) !important; width: 1px !important }")]
    [InlineData("livecaller-widget { content-visibility: hidden !important; filter: opacity(0) !important; position: static !important; z-index: -1 !important }")]
    [InlineData("livecaller-widget { direction: rtl !important; writing-mode: vertical-rl !important; --accent: transparent !important; --on: transparent !important }")]
    [InlineData("livecaller-widget { animation: away 1s infinite !important; transition: all 30s !important } @keyframes away { to { opacity: 0; translate: 900px } }")]
    public async Task No_rule_of_the_page_hides_moves_or_resizes_the_button(string rule)
    {
        var (site, host) = embedding;
        site.Put("/", LoaderTag.For(host));
        site.Put("/styled", $"<style>{rule}</style>" + LoaderTag.For(host) + "<main style='height: 40px'>x</main>");
        await using var ana = await Guest.EnterAsync(browser, site);
        await Expect(ana.Launcher).ToBeVisibleAsync();
        var wanted = await ana.Launcher.BoundingBoxAsync();
        var color = await ana.Launcher.EvaluateAsync<string>("button => getComputedStyle(button).backgroundColor");

        await ana.Page.GotoAsync("/styled");

        await Expect(ana.Launcher).ToBeVisibleAsync();
        await Expect(ana.Launcher).ToHaveCSSAsync("background-color", color);
        var box = await ana.Launcher.BoundingBoxAsync();
        Assert.Equal((wanted!.X, wanted.Y, wanted.Width, wanted.Height), (box!.X, box.Y, box.Width, box.Height));
        // What is seen at its place is it.
        Assert.True(await ana.Page.EvaluateAsync<bool>(
            "([x, y]) => document.elementFromPoint(x, y)?.localName === 'livecaller-widget'", new[] { (double)box.X + 28, (double)box.Y + 28 }));
        // The page is not moved by it either.
        Assert.Equal(0, await ana.Page.EvaluateAsync<int>("() => document.querySelector('livecaller-widget').offsetHeight"));

        await ana.OpenChatAsync();
        var panel = await ana.FrameElement.BoundingBoxAsync();
        Assert.Equal((392, 688), (panel!.Width, panel.Height));
    }
}
