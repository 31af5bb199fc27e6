using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.Presentations;

/// <summary>The panel at a side: its width, and the page beside it.</summary>
public sealed class SidePanelTests(Browser browser, ServerApp app) : IClassFixture<ServerApp>
{
    private const int Usual = 392;

    [Theory]
    [InlineData("en", "ArrowLeft", -1)]
    [InlineData("ar", "ArrowRight", 1)]
    public async Task Its_width_is_changed_by_keys_and_by_the_pointer_and_remembered(string language, string wider, int outwards)
    {
        await using var ana = await Visitor.EnterAsync(browser, app.Address, path: $"/?Language={language}");
        await OpenAsync(ana);
        var grip = ana.Chat.GetByRole(AriaRole.Separator);
        await Expect(grip).ToHaveAttributeAsync("aria-valuenow", $"{Usual}");
        await Expect(grip).ToHaveAttributeAsync("aria-orientation", "vertical");

        await grip.FocusAsync();
        await ana.Page.Keyboard.PressAsync(wider);
        await Expect(grip).ToHaveAttributeAsync("aria-valuenow", $"{Usual + 24}");
        await ana.Page.Keyboard.PressAsync("Home");
        await Expect(grip).ToHaveAttributeAsync("aria-valuenow", "320");
        await ana.Page.Keyboard.PressAsync("End");
        await Expect(grip).ToHaveAttributeAsync("aria-valuenow", "720");
        await ana.Page.Keyboard.PressAsync("Enter");
        await Expect(grip).ToHaveAttributeAsync("aria-valuenow", $"{Usual}");

        var box = (await grip.BoundingBoxAsync())!;
        var (x, y) = (box.X + (box.Width / 2), box.Y + (box.Height / 2));
        await ana.Page.Mouse.MoveAsync(x, y);
        await ana.Page.Mouse.DownAsync();
        await ana.Page.Mouse.MoveAsync(x + (100 * outwards), y, new() { Steps = 4 });
        await ana.Page.Mouse.UpAsync();
        await Expect(grip).ToHaveAttributeAsync("aria-valuenow", $"{Usual + 100}");

        await ana.ReloadAsync();
        await OpenAsync(ana);
        await Expect(grip).ToHaveAttributeAsync("aria-valuenow", $"{Usual + 100}");
        Assert.Equal(Usual + 100, (await ana.Chat.BoundingBoxAsync())!.Width, 1f);
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task The_page_beside_it_stays_usable_and_a_narrow_window_is_covered()
    {
        await using var ana = await Visitor.EnterAsync(browser, app.Address);
        await OpenAsync(ana);
        await ana.Input.FillAsync("Half a sentence");
        Assert.False(await IsModalAsync(ana));

        // Turning a tablet, or making a window small: what was written stays, and so does the focus.
        await ana.Page.SetViewportSizeAsync(390, 780);
        await ana.Page.WaitForFunctionAsync("() => document.querySelector('dialog').matches(':modal')");
        await Expect(ana.Input).ToBeFocusedAsync();
        await Expect(ana.Input).ToHaveValueAsync("Half a sentence");
        await Expect(ana.Chat.GetByRole(AriaRole.Separator)).ToBeHiddenAsync();
        Assert.Equal(390, (await ana.Chat.BoundingBoxAsync())!.Width, 1f);

        await ana.Page.SetViewportSizeAsync(1280, 800);
        await ana.Page.WaitForFunctionAsync("() => !document.querySelector('dialog').matches(':modal')");
        await Expect(ana.Input).ToBeFocusedAsync();
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task Another_presentation_keeps_text_focus_and_the_place_in_the_conversation()
    {
        await using var ana = await Visitor.EnterAsync(browser, app.Address, 900, 560);
        await OpenAsync(ana);
        for (var i = 1; i <= 12; i++) await ana.SaysAsync($"Message no. {i:00}");
        await ana.Input.FillAsync("Half a sentence");
        // The list changes before the browser has told anybody of the scrolling.
        await ana.Log.EvaluateAsync("log => { log.scrollTop = 60; for (const gap of log.querySelectorAll('[data-lc-gap]')) gap.dataset.lcGap = gap.dataset.lcGap; }");
        await Expect(ana.Chat.GetByRole(AriaRole.Button, new() { Name = "Go to the newest messages" })).ToBeVisibleAsync();
        var place = await ana.Log.EvaluateAsync<double>("log => log.scrollTop");

        foreach (var (presentation, isModal) in ((string, bool)[])[("FullScreen", true), ("BottomSheet", true), ("SidePanel", false)])
        {
            await ana.Page.EvaluateAsync("to => Blazor.navigateTo('/?Presentation=' + to)", presentation);
            await ana.Page.WaitForFunctionAsync($"() => document.querySelector('dialog').dataset.lcPresentation === '{presentation}'");
            await ana.Page.WaitForFunctionAsync($"() => document.querySelector('dialog').matches(':modal') === {(isModal ? "true" : "false")}");
            await Expect(ana.Input).ToBeFocusedAsync();
            await Expect(ana.Input).ToHaveValueAsync("Half a sentence");
        }

        Assert.InRange(await ana.Log.EvaluateAsync<double>("log => log.scrollTop"), place - 60, place + 60);
        Assert.Empty(ana.Person.Errors);
    }

    private static async Task OpenAsync(Visitor visitor)
    {
        await visitor.Page.Locator(".launcher").ClickAsync();
        await Expect(visitor.Chat.GetByRole(AriaRole.Textbox)).ToBeVisibleAsync();
    }

    private static Task<bool> IsModalAsync(Visitor visitor) => visitor.Chat.EvaluateAsync<bool>("d => d.matches(':modal')");
}
