using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.AnyPage;

/// <summary>What a script of the page can ask for: the button hidden, the chat gone, the conversation ended.</summary>
public sealed class PageCommandTests(Browser browser, EmbeddingSite embedding) : IClassFixture<EmbeddingSite>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_hides_the_button_on_some_routes_and_opens_the_chat_without_it()
    {
        var (site, host) = embedding;
        site.Put("/", LoaderTag.Listening + "<script>LiveCaller.$emit('ui.launcher.hide')</script><button id='help'>Help</button>" + LoaderTag.For(host));
        await using var ana = await Guest.EnterAsync(browser, site);

        // Hidden from the beginning: it is not even seen for a moment.
        await Expect(ana.Page.Locator("livecaller-widget")).ToHaveCountAsync(1);
        var button = ana.Page.Locator("livecaller-widget button[aria-expanded]");
        await Expect(button).ToBeHiddenAsync();
        await ana.Page.Locator("#help").FocusAsync();
        await ana.EmitAsync("ui.widget.open");
        await Expect(ana.Input).ToBeVisibleAsync(new() { Timeout = 180_000 });
        await ana.SaysAsync("Without a button");
        await Expect(button).ToBeHiddenAsync();
        Assert.Equal((392, 720), await ana.FrameElement.BoundingBoxAsync() is { } box ? (box.Width, box.Height) : default);
        await ana.Page.Keyboard.PressAsync("Escape");
        await Expect(ana.FrameElement).ToBeHiddenAsync();
        await Expect(ana.Page.Locator("#help")).ToBeFocusedAsync();

        await ana.EmitAsync("ui.launcher.show");
        await Expect(ana.Launcher).ToBeVisibleAsync();
        await ana.EmitAsync("ui.launcher.hide");
        await Expect(button).ToBeHiddenAsync();
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task The_page_removes_the_chat_and_puts_it_back_with_its_conversation()
    {
        var (site, host) = embedding;
        site.Put("/", LoaderTag.Listening + LoaderTag.For(host));
        await using var ana = await Guest.EnterAsync(browser, site);
        await ana.OpenChatAsync();
        await ana.SaysAsync("Before the other route");

        await ana.Page.EvaluateAsync("() => { LiveCaller.remove(); LiveCaller.remove(); }");
        await Expect(ana.Page.Locator("livecaller-widget")).ToHaveCountAsync(0);
        await ana.HearsAsync("ui.widget.close", 1);
        // Nobody puts it back.
        await ana.Page.EvaluateAsync("() => { document.body.replaceWith(document.createElement('body')); return new Promise(resolve => setTimeout(resolve, 50)); }");
        await Expect(ana.Page.Locator("livecaller-widget")).ToHaveCountAsync(0);

        await ana.Page.EvaluateAsync("() => LiveCaller.liftOff()");
        await ana.OpenChatAsync();
        await ana.SeesAsync("Before the other route");
        await Expect(ana.Page.Locator("livecaller-widget")).ToHaveCountAsync(1);
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task The_page_ends_the_conversation_and_nothing_where_there_is_none()
    {
        var (site, host) = embedding;
        site.Put("/", LoaderTag.Listening + LoaderTag.For(host));
        await using var ana = await Guest.EnterAsync(browser, site);
        using var nino = await OperatorApi.SignInAsync(host.Address, Cancelled);

        // Nothing is loaded for it, and no session begun.
        await Expect(ana.Launcher).ToBeVisibleAsync();
        await ana.EmitAsync("ui.conversation.close");
        await Expect(ana.FrameElement).ToHaveCountAsync(0);

        await ana.OpenChatAsync();
        await ana.SaysAsync("That was all");
        await ana.EmitAsync("ui.conversation.close");
        await ana.HearsAsync("conversationWasClosed", 1);
        await Expect(ana.Frame.GetByRole(AriaRole.Button, new() { Name = "Start a new conversation" })).ToBeVisibleAsync();
        await ana.EmitAsync("ui.conversation.close");
        await ana.EmitAsync("app.locale.update", "de");
        await Expect(ana.Launcher).ToHaveAccessibleNameAsync("Schließen");
        Assert.Single(await ana.HeardAsync("conversationWasClosed"));
        Assert.Empty(ana.Person.Errors);
    }
}
