using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.AnyPage;

/// <summary>Pages whose framework takes the whole document over, or replaces what the button stands in.</summary>
public sealed class ReplacedPageTests(Browser browser, EmbeddingSite embedding) : IClassFixture<EmbeddingSite>
{
    // The server's half of the page, written out; the browser's half is the same tree. It begins when the button is there.
    private const string Hydration = """
        const e = React.createElement;
        const script = properties => e('script', properties);
        const App = () => {
          const [count, setCount] = React.useState(0);
          return e('html', { lang: 'en' },
            e('head', null,
              e('meta', { charSet: 'utf-8' }), e('title', null, 'Shop'), e('link', { rel: 'icon', href: 'data:,' }),
              script({ src: '/react.js' }), script({ src: '/react-dom.js' }),
              script({ src: 'LOADER', 'data-widget-id': 'WIDGET', async: true }), script({ src: '/app.js', defer: true })),
            e('body', null, e('main', null, e('h1', null, 'Lamps'), e('button', { id: 'count', onClick: () => setCount(count + 1) }, count))));
        };
        window.faults = [];
        window.before = document.documentElement;
        const begin = () => document.querySelector('livecaller-widget')
          ? ReactDOM.hydrateRoot(document, e(App), { onRecoverableError: fault => faults.push(fault.message) })
          : requestAnimationFrame(begin);
        begin();
        """;

    private const string Hydrated = """
        <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"/><title>Shop</title><link rel="icon" href="data:,"/><script src="/react.js"></script><script src="/react-dom.js"></script><script src="LOADER" data-widget-id="WIDGET" async=""></script><script src="/app.js" defer=""></script></head><body><main><h1>Lamps</h1><button id="count">0</button></main></body></html>
        """;

    [Fact]
    public async Task A_page_that_React_hydrates_as_a_whole_document_is_not_drawn_again_and_keeps_the_button()
    {
        var (site, host) = embedding;
        string For(string text) => text.Replace("LOADER", host.Address + "livecaller.js", StringComparison.Ordinal)
            .Replace("WIDGET", LivecallerProcess.WidgetId, StringComparison.Ordinal).Trim();
        foreach (var name in (ReadOnlySpan<string>)["react", "react-dom"])
            site.PutScript($"/{name}.js", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "ThirdParty", name + ".min.js")));
        site.PutScript("/app.js", For(Hydration));
        site.PutDocument("/", For(Hydrated));
        await using var ana = await Guest.EnterAsync(browser, site);

        // React has taken the page over when its button counts.
        await Expect(ana.Launcher).ToBeVisibleAsync();
        var count = ana.Page.Locator("#count");
        await ana.Page.WaitForFunctionAsync("() => Object.keys(document.querySelector('#count') ?? {}).some(key => key.startsWith('__react'))");
        await count.ClickAsync();
        await Expect(count).ToHaveTextAsync("1");

        Assert.Equal("", await ana.Page.EvaluateAsync<string>("() => faults.join()"));
        Assert.True(await ana.Page.EvaluateAsync<bool>("() => before === document.documentElement"));
        await ana.OpenChatAsync();
        await ana.SaysAsync("Hydrated, and here");
        Assert.Empty(ana.Person.Errors);
    }

    [Theory]
    [InlineData("document.replaceChild(page(), document.documentElement)")]
    [InlineData("document.documentElement.remove(); setTimeout(() => document.append(page()), 100)")]
    [InlineData("document.body.remove(); setTimeout(() => document.documentElement.append(page().querySelector('body')), 100)")]
    [InlineData("document.documentElement.replaceChildren(...page().childNodes)")]
    [InlineData("document.body.replaceChildren('Another page')")]
    [InlineData("document.querySelector('livecaller-widget').remove()")]
    public async Task Whatever_of_the_page_is_replaced_the_button_is_there_again(string change)
    {
        var (site, host) = embedding;
        site.Put("/", LoaderTag.For(host));
        await using var ana = await Guest.EnterAsync(browser, site);
        await Expect(ana.Launcher).ToBeVisibleAsync();

        // Twice: what is watched must be what is there.
        for (var round = 0; round < 2; round++)
        {
            await ana.Page.EvaluateAsync(
                "change => { window.page = () => new DOMParser().parseFromString('<body>Another page</body>', 'text/html').documentElement; new Function(change)(); }", change);
            await Expect(ana.Launcher).ToBeVisibleAsync();
        }

        await ana.OpenChatAsync();
        await ana.SaysAsync("Still here");
        await ana.Page.EvaluateAsync("change => new Function(change)()", change);
        await Expect(ana.Launcher).ToBeVisibleAsync();
        await ana.SeesAsync("Still here");
    }
}
