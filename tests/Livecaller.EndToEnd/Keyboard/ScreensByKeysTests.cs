using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.Keyboard;

/// <summary>What stands in front of the conversation is left by Escape, to where it was entered.</summary>
public sealed class ScreensByKeysTests(Browser browser, ServerApp app) : IClassFixture<ServerApp>
{
    [Fact]
    public async Task Earlier_conversations_are_read_and_left()
    {
        await using var ana = await Visitor.EnterAsync(browser, app.Address);
        var keys = new Keys(ana.Page);
        await ana.OpenChatAsync();
        await ana.SaysAsync("The first conversation");
        await ana.SeesThatAllIsSentAsync();
        await ChooseAsync(ana, keys, "End conversation");
        await Expect(Button(ana, "Cancel")).ToBeFocusedAsync();
        await keys.TabToAsync(Button(ana, "End"));
        await keys.PressAsync("Enter");
        await Expect(Button(ana, "Close")).ToBeFocusedAsync();
        await keys.TabToAsync(Button(ana, "Start a new conversation"));
        await keys.PressAsync("Enter");
        await Expect(ana.Input).ToBeFocusedAsync();

        await ChooseAsync(ana, keys, "Earlier conversations");
        await Expect(Button(ana, "Back")).ToBeFocusedAsync();
        await keys.TabToAsync(ana.Chat.GetByRole(AriaRole.Listitem).GetByRole(AriaRole.Button));
        await keys.PressAsync("Enter");
        await Expect(Button(ana, "Back")).ToBeFocusedAsync();
        await ana.SeesAsync("The first conversation");
        await keys.TabToAsync(ana.Log);
        await keys.PressAsync("Escape");
        await Expect(ana.Chat.GetByRole(AriaRole.Heading, new() { Name = "Earlier conversations" })).ToBeVisibleAsync();
        await Expect(Button(ana, "Back")).ToBeFocusedAsync();
        await keys.PressAsync("Escape");
        await Expect(ana.More).ToBeFocusedAsync();
        await keys.PressAsync("Escape");
        await Expect(ana.Chat).ToBeHiddenAsync();
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task A_picture_is_looked_at_and_left()
    {
        await using var ana = await Visitor.EnterAsync(browser, app.Address);
        var keys = new Keys(ana.Page);
        await ana.OpenChatAsync();
        await ana.AttachAsync("lamp.png", "image/png", TestPictures.Lamp());
        await ana.SaysAsync("My lamp");
        await ana.SeesThatAllIsSentAsync();

        var picture = ana.Log.GetByRole(AriaRole.Button, new() { Name = "Open lamp.png", Exact = true });
        await Expect(picture).ToBeEnabledAsync();
        await keys.TabBackToAsync(picture);
        await keys.PressAsync("Enter");
        var viewer = ana.Page.GetByRole(AriaRole.Dialog, new() { Name = "lamp.png" });
        await Expect(viewer.GetByRole(AriaRole.Button, new() { Name = "Zoom out" })).ToBeFocusedAsync();
        await keys.PressAsync("Escape");
        await Expect(viewer).ToHaveCountAsync(0);
        await Expect(picture).ToBeFocusedAsync();
        await Expect(ana.Input).ToBeVisibleAsync();
        Assert.Empty(ana.Person.Errors);
    }

    private static async Task ChooseAsync(Visitor ana, Keys keys, string item)
    {
        await keys.TabBackToAsync(ana.More);
        await keys.PressAsync("Enter");
        await Expect(ana.Chat.GetByRole(AriaRole.Menu).Locator("button").First).ToBeFocusedAsync();
        var choice = ana.Chat.GetByRole(AriaRole.Menuitem, new() { Name = item });
        for (var step = 0; step < 5 && !await choice.EvaluateAsync<bool>("e => e === document.activeElement"); step++)
        {
            var before = await ana.Chat.Locator(":focus").TextContentAsync();
            await keys.PressAsync("ArrowDown");
            await Expect(ana.Chat.Locator(":focus")).Not.ToHaveTextAsync(before!);
        }

        await keys.PressAsync("Enter");
    }

    private static ILocator Button(Visitor ana, string name) => ana.Chat.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
