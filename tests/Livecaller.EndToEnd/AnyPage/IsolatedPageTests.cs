using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.AnyPage;

/// <summary>Pages that isolate themselves from other origins, and frames that cannot be loaded.</summary>
public sealed class IsolatedPageTests(Browser browser, EmbeddingSite embedding) : IClassFixture<EmbeddingSite>
{
    [Theory]
    [InlineData("require-corp")]
    [InlineData("credentialless")]
    public async Task A_page_with_an_embedder_policy_shows_the_chat(string policy)
    {
        var (site, host) = embedding;
        site.PutDocument("/", $"<!DOCTYPE html><html lang='en'><head><link rel='icon' href='data:,'></head><body><main>Lamps</main>{LoaderTag.For(host)}</body></html>",
            ("Cross-Origin-Embedder-Policy", policy), ("Cross-Origin-Opener-Policy", "same-origin"));
        await using var ana = await Guest.EnterAsync(browser, site);
        Assert.True(await ana.Page.EvaluateAsync<bool>("() => crossOriginIsolated"));

        await ana.OpenChatAsync();
        await ana.AttachAsync("lamp.png", "image/png", TestPictures.Lamp());
        await ana.SaysAsync("Isolated, but it talks");

        await Expect(ana.Frame.GetByRole(AriaRole.Log).Locator("img")).Not.ToHaveJSPropertyAsync("naturalWidth", 0);
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task An_isolated_page_of_an_origin_that_is_not_on_the_list_is_told_why()
    {
        var (site, host) = embedding;
        await using var stranger = new StaticSite();
        stranger.PutDocument("/", $"<!DOCTYPE html><html lang='en'><body>{LoaderTag.For(host)}</body></html>",
            ("Cross-Origin-Embedder-Policy", "require-corp"));
        await using var ana = await Guest.EnterAsync(browser, stranger, "/empty");

        var said = ana.Page.WaitForConsoleMessageAsync(new() { Predicate = m => m.Text.StartsWith("LiveCaller:", StringComparison.Ordinal) });
        await ana.Page.GotoAsync("/");
        Assert.Contains($"doesn't allow {stranger.Origin} to show the widget", (await said).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inside_a_frame_of_an_unlisted_site_the_panel_says_so_and_links_to_the_chat()
    {
        var (site, host) = embedding;
        await using var stranger = new StaticSite();
        site.Put("/", LoaderTag.For(host).Replace(" async", " data-locale=\"de\" async", StringComparison.Ordinal));
        stranger.Put("/", $"""<iframe src="{site.Address}" width="900" height="700"></iframe>""");
        await using var ana = await Guest.EnterAsync(browser, stranger);
        var inner = ana.Page.FrameLocator("iframe").Locator("livecaller-widget");

        await inner.GetByRole(AriaRole.Button, new() { Name = "Chat öffnen" }).ClickAsync();

        await Expect(inner.GetByRole(AriaRole.Alert)).ToContainTextAsync("Der Chat kann auf dieser Seite nicht angezeigt werden.");
        var tab = await ana.Page.Context.RunAndWaitForPageAsync(() => inner.GetByRole(AriaRole.Link, new() { Name = "In neuem Tab öffnen" }).ClickAsync());
        await Expect(tab.Locator("dialog.lc-full textarea")).ToBeVisibleAsync(new() { Timeout = 180_000 });
        Assert.Equal($"{host.Address}widget/{LivecallerProcess.WidgetId}", tab.Url);
        await Expect(inner.GetByRole(AriaRole.Alert)).ToBeHiddenAsync();
    }

    [Fact]
    public async Task On_a_phone_a_chat_that_does_not_answer_can_be_closed_and_comes_when_it_does()
    {
        var (site, host) = embedding;
        site.Put("/", LoaderTag.For(host));
        await using var ana = await Guest.EnterAsync(browser, site, width: 390, height: 780);
        await ana.Page.RouteAsync("**/frame/bridge.js", route => route.AbortAsync());

        await ana.Launcher.ClickAsync();
        await Expect(ana.Page.Locator("livecaller-widget").GetByRole(AriaRole.Alert)).ToContainTextAsync("The chat can't be shown on this page.");
        await ana.Page.Locator("livecaller-widget .note").GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Expect(ana.FrameElement).ToBeHiddenAsync();

        await ana.Page.UnrouteAsync("**/frame/bridge.js");
        await ana.Page.EvaluateAsync("() => { const frame = document.querySelector('livecaller-widget').shadowRoot.querySelector('iframe'); frame.src = frame.src; }");
        await ana.Page.Locator("livecaller-widget").GetByRole(AriaRole.Button, new() { Name = "Open the chat" }).ClickAsync();
        await Expect(ana.Input).ToBeVisibleAsync(new() { Timeout = 180_000 });
        await Expect(ana.Page.Locator("livecaller-widget").GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
    }
}
