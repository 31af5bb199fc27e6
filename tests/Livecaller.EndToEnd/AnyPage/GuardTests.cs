using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.AnyPage;

/// <summary>Who may embed the chat, who is heard, and what a strict page must allow.</summary>
public sealed class GuardTests(Browser browser, EmbeddingSite embedding) : IClassFixture<EmbeddingSite>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_site_that_is_not_on_the_list_gets_no_chat_and_is_told_why()
    {
        var (site, host) = embedding;
        await using var stranger = new StaticSite();
        stranger.Put("/", LoaderTag.For(host));
        stranger.Put("/frame", $"""<iframe src="{host.Address}widget/{LivecallerProcess.WidgetId}"></iframe>""");
        await using var ana = await Guest.EnterAsync(browser, stranger, "/empty");

        var said = ana.Page.WaitForConsoleMessageAsync(new() { Predicate = m => m.Text.StartsWith("LiveCaller:", StringComparison.Ordinal) });
        await ana.Page.GotoAsync("/");
        Assert.Contains($"doesn't allow {stranger.Origin} to show the widget", (await said).Text, StringComparison.Ordinal);
        await Expect(ana.Page.Locator("livecaller-widget")).ToHaveCountAsync(0);

        // Without the loader the browser itself refuses.
        said = ana.Page.WaitForConsoleMessageAsync(new() { Predicate = m => m.Text.Contains("frame-ancestors", StringComparison.Ordinal) });
        await ana.Page.GotoAsync("/frame");
        await said;
        await Expect(ana.Page.FrameLocator("iframe").Locator("#livecaller")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_foreign_frame_beside_the_chat_is_heard_neither_by_the_page_nor_by_the_chat()
    {
        var (site, host) = embedding;
        await using var stranger = new StaticSite();
        stranger.Put("/", """
            <script>
              const say = (target, type, value) => target.postMessage({ livecaller: type, value }, '*');
              for (let i = 0; i < parent.frames.length; i++)
                for (const [type, value] of [['hello', { locale: 'de' }], ['user.logout'], ['app.locale.update', 'de'], ['close']])
                  say(parent.frames[i], type, value);
              say(parent, 'event', { name: 'conversationMessageReceived', data: { content: 'forged' } });
              say(parent, 'session', false);
              say(parent, 'unread', 7);
              say(parent, 'close');
              parent.postMessage('done', '*');
            </script>
            """);
        site.Put("/", LoaderTag.Listening + LoaderTag.For(host));
        await using var ana = await Guest.EnterAsync(browser, site);
        using var nino = await OperatorApi.SignInAsync(host.Address, Cancelled);
        await ana.OpenChatAsync();
        await ana.SaysAsync("Between us");

        await ana.Page.EvaluateAsync("""
            address => new Promise(resolve => {
              addEventListener('message', e => { if (e.data === 'done') resolve(); });
              const frame = document.createElement('iframe');
              frame.src = address;
              document.body.append(frame);
            })
            """, stranger.Address.ToString());

        // An answer comes by the same ways, after whatever the stranger said.
        await nino.SaysAsync(await nino.FindAsync("Between us", Cancelled), "Of course", Cancelled);
        await ana.SeesAsync("Of course");
        await ana.HearsAsync("conversationMessageReceived", 1);
        Assert.Equal("Of course", (await ana.HeardAsync("conversationMessageReceived")).Single().GetProperty("content").GetString());
        Assert.Empty(await ana.HeardAsync("ui.widget.close"));
        await Expect(ana.Frame.GetByRole(AriaRole.Textbox, new() { Name = "Message" })).ToBeVisibleAsync();
        Assert.NotEqual(0, await ana.Page.EvaluateAsync<int>("() => localStorage.length"));
    }

    [Fact]
    public async Task A_page_that_took_the_frames_place_learns_nothing_and_is_not_believed()
    {
        var (site, host) = embedding;
        await using var stranger = new StaticSite();
        stranger.Put("/", """
            <script>
              const got = [];
              addEventListener('message', e => {
                if (e.data === 'what did you get?') parent.postMessage({ got }, '*');
                else got.push(e.data);
              });
              parent.postMessage({ livecaller: 'here' }, '*');
              parent.postMessage({ livecaller: 'event', value: { name: 'conversationWasStarted', data: 'forged' } }, '*');
            </script>
            """);
        site.Put("/", LoaderTag.Listening + LoaderTag.For(host));
        await using var ana = await Guest.EnterAsync(browser, site);
        await ana.OpenChatAsync();

        var got = await ana.Page.EvaluateAsync<int>("""
            address => new Promise(resolve => {
              const frame = document.querySelector('livecaller-widget').shadowRoot.querySelector('iframe');
              addEventListener('message', e => { if (e.data.got) resolve(e.data.got.length); });
              frame.addEventListener('load', () => {
                LiveCaller.$emit('user.login', 'a-secret');
                LiveCaller.$emit('app.locale.update', 'de');
                frame.contentWindow.postMessage('what did you get?', '*');
              }, { once: true });
              frame.src = address;
            })
            """, stranger.Address.ToString());

        Assert.Equal(0, got);
        Assert.Empty(await ana.HeardAsync("conversationWasStarted"));
    }

    [Fact]
    public async Task A_strict_page_names_the_server_three_times_and_nothing_else()
    {
        var (site, host) = embedding;
        var server = host.Address.GetLeftPart(UriPartial.Authority);
        site.Put("/", LoaderTag.For(host),
            $"default-src 'none'; img-src data:; script-src {server}; connect-src {server}; frame-src {server}; require-trusted-types-for 'script'");
        await using var ana = await Guest.EnterAsync(browser, site);

        await ana.OpenChatAsync();
        await ana.SaysAsync("Strict, but it talks");

        // The sheet of the button is in force too: it is a round one.
        await Expect(ana.Launcher).ToHaveCSSAsync("border-radius", "50%");
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task Where_the_browser_gives_a_frame_no_storage_the_chat_lives_in_memory_and_says_so()
    {
        var (site, host) = embedding;
        site.Put("/", LoaderTag.For(host));
        await using var ana = await Guest.EnterAsync(browser, site, "/empty");
        await ana.Page.AddInitScriptAsync("""
            if (location.pathname.startsWith('/widget/')) for (const name of ['localStorage', 'indexedDB'])
              Object.defineProperty(window, name, { get() { throw new DOMException('Access is denied for this document.', 'SecurityError'); } });
            """);

        var said = ana.Page.WaitForConsoleMessageAsync(new()
        {
            Predicate = m => m.Text.Contains("The browser blocks localStorage", StringComparison.Ordinal),
            Timeout = 180_000,
        });
        await ana.Page.GotoAsync("/");
        await ana.OpenChatAsync();
        await ana.SaysAsync("As long as the page lives");
        await said;

        // The visitor is told too, and the next page does not look for what is not there.
        await Expect(ana.Frame.GetByText("gone when you leave the page")).ToBeVisibleAsync();
        Assert.Equal(0, await ana.Page.EvaluateAsync<int>("() => localStorage.length"));
    }
}
