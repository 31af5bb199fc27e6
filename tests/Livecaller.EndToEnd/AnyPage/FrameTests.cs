using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.AnyPage;

/// <summary>The chat in its frame: the page beside it stays a page, and says how large the frame is.</summary>
public sealed class FrameTests(Browser browser, EmbeddingSite embedding) : IClassFixture<EmbeddingSite>
{
    [Fact]
    public async Task The_chat_is_a_part_of_its_frame_and_escape_closes_what_is_open_first()
    {
        var (site, host) = embedding;
        site.Put("/", LoaderTag.Listening + LoaderTag.For(host));
        await using var ana = await Guest.EnterAsync(browser, site);
        await ana.OpenChatAsync();
        await Expect(ana.Input).ToBeFocusedAsync();

        var chat = ana.Frame.Locator("dialog.lc-frame");
        Assert.False(await chat.EvaluateAsync<bool>("dialog => dialog.matches(':modal')"));
        Assert.True(await chat.EvaluateAsync<bool>(
            "dialog => { const box = dialog.getBoundingClientRect(); return box.width === innerWidth && box.height === innerHeight; }"));

        await ana.Frame.GetByRole(AriaRole.Button, new() { Name = "More options" }).ClickAsync();
        var menu = ana.Frame.GetByRole(AriaRole.Menu);
        await Expect(menu.GetByRole(AriaRole.Menuitem).First).ToBeFocusedAsync();
        await ana.Page.Keyboard.PressAsync("Escape");
        await Expect(menu).ToHaveCountAsync(0);
        await Expect(ana.Launcher).ToHaveAttributeAsync("aria-expanded", "true");
        await ana.Page.Keyboard.PressAsync("Escape");
        await Expect(ana.FrameElement).ToBeHiddenAsync();
        await Expect(ana.Launcher).ToBeFocusedAsync();
        await ana.HearsAsync("ui.widget.close", 1);

        await ana.Page.Keyboard.PressAsync("Enter");
        await Expect(ana.Input).ToBeFocusedAsync();
        await ana.Frame.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();
        await Expect(ana.FrameElement).ToBeHiddenAsync();
        await ana.HearsAsync("ui.widget.close", 2);
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task On_a_phone_the_frame_keeps_clear_of_the_notch()
    {
        var (site, host) = embedding;
        site.Put("/", LoaderTag.For(host));
        await using var ana = await Guest.EnterAsync(browser, site, width: 390, height: 780);
        var device = await ana.Page.Context.NewCDPSessionAsync(ana.Page);
        await device.SendAsync("Emulation.setSafeAreaInsetsOverride", new()
        {
            ["insets"] = new Dictionary<string, object> { ["top"] = 44, ["bottom"] = 34 },
        });
        await ana.OpenChatAsync();

        var box = await ana.FrameElement.BoundingBoxAsync();
        Assert.Equal((0, 44, 390, 780 - 44 - 34), (box!.X, box.Y, box.Width, box.Height));
    }

    [Fact]
    public async Task Without_a_page_around_it_the_chat_is_a_window_of_its_own()
    {
        var (_, host) = embedding;
        await using var ana = new Guest(await browser.OpenAsync(host.Address, 390, 780));
        await ana.Page.GotoAsync($"/widget/{LivecallerProcess.WidgetId}");

        var chat = ana.Page.Locator("dialog.lc-full");
        await Expect(chat.Locator("textarea")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        Assert.Equal((390f, 780f), await chat.BoundingBoxAsync() is { } box ? (box.Width, box.Height) : default);
        Assert.Empty(ana.Person.Errors);
    }
}
