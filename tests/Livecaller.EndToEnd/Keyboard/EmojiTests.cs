using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.Keyboard;

/// <summary>The choice of emoji in the composer, by keys and by pointer.</summary>
public sealed class EmojiTests(Browser browser, ServerApp app) : IClassFixture<ServerApp>
{
    [Fact]
    public async Task Emoji_are_inserted_at_the_cursor_and_the_choice_closes_without_the_chat()
    {
        await using var ana = await Visitor.EnterAsync(browser, app.Address);
        await ana.OpenChatAsync();
        var button = ana.Chat.GetByRole(AriaRole.Button, new() { Name = "Emoji" });
        var choice = ana.Chat.GetByRole(AriaRole.Group, new() { Name = "Emoji" });
        await ana.Input.FillAsync("Good work");
        await ana.Input.PressAsync("Home");
        await ana.Input.PressAsync("ArrowRight");

        await button.FocusAsync();
        await ana.Page.Keyboard.PressAsync("Enter");
        await Expect(choice.GetByRole(AriaRole.Button).First).ToBeFocusedAsync();
        await ana.Page.Keyboard.PressAsync("ArrowDown");
        await ana.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(choice.GetByRole(AriaRole.Button).Nth(9)).ToBeFocusedAsync();
        await ana.Page.Keyboard.PressAsync("Enter");
        await Expect(ana.Input).ToHaveValueAsync("G🤔ood work");

        // The first Escape closes the choice alone.
        await ana.Page.Keyboard.PressAsync("Escape");
        await Expect(choice).ToBeHiddenAsync();
        await Expect(button).ToBeFocusedAsync();
        await Expect(ana.Input).ToBeVisibleAsync();

        await button.ClickAsync();
        await choice.GetByRole(AriaRole.Button, new() { Name = "🎉" }).ClickAsync();
        await choice.GetByRole(AriaRole.Button, new() { Name = "🎉" }).ClickAsync();
        await Expect(ana.Input).ToHaveValueAsync("G🤔🎉🎉ood work");
        await ana.Chat.GetByRole(AriaRole.Heading).First.ClickAsync();
        await Expect(choice).ToBeHiddenAsync();

        await ana.Input.PressAsync("Enter");
        await ana.SeesAsync("G🤔🎉🎉ood work");
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task The_choice_fits_into_the_narrowest_window()
    {
        await using var ana = await Visitor.EnterAsync(browser, app.Address, width: 320, height: 640);
        await ana.OpenChatAsync();
        await ana.Chat.GetByRole(AriaRole.Button, new() { Name = "Emoji" }).ClickAsync();

        var box = await ana.Chat.GetByRole(AriaRole.Group, new() { Name = "Emoji" }).BoundingBoxAsync();

        Assert.True(box!.X >= 0 && box.X + box.Width <= 320, $"The choice goes from {box.X} to {box.X + box.Width}.");
    }
}
