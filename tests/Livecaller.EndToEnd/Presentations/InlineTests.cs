using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.Presentations;

/// <summary>The chat as a part of a page.</summary>
public sealed class InlineTests(Browser browser, ServerApp app) : IClassFixture<ServerApp>
{
    [Theory]
    [InlineData(300, 360)]
    [InlineData(900, 640)]
    public async Task It_fills_what_it_stands_in_and_takes_neither_the_focus_nor_the_place_of_anything(int width, int height)
    {
        await using var ana = await Visitor.EnterAsync(browser, app.Address, 1000, 900, $"/inline?Width={width}&Height={height}");
        await Expect(ana.Input).ToBeVisibleAsync();

        var (chat, box, after) = (await BoxAsync(ana.Chat), await BoxAsync(ana.Page.Locator("#box")), await BoxAsync(ana.Page.Locator("#after")));
        Assert.Equal((box.X, box.Y, box.Width, box.Height), (chat.X, chat.Y, chat.Width, chat.Height));
        Assert.True(after.Y >= box.Y + box.Height);
        Assert.True(await ana.Page.EvaluateAsync<bool>("document.activeElement === document.body"));
        await Expect(ana.Chat.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true })).ToHaveCountAsync(0);

        await ana.SaysAsync("Hello from within the page");
        await ana.Page.Keyboard.PressAsync("Escape");
        await ana.Page.GetByRole(AriaRole.Button, new() { Name = "Before the chat" }).ClickAsync();
        await Expect(ana.Chat).ToBeVisibleAsync();
        Assert.True(await ana.Chat.EvaluateAsync<bool>("d => [...d.querySelectorAll('*')].every(e => e.scrollWidth <= d.clientWidth)"));
        Assert.Empty(ana.Person.Errors);
    }

    private static async Task<LocatorBoundingBoxResult> BoxAsync(ILocator locator) => (await locator.BoundingBoxAsync())!;
}
