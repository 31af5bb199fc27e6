using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.ServerMode;

/// <summary>What a visitor does with a message: by keys, by the mouse, by a finger.</summary>
public sealed class MessageHandsTests(Browser browser, ServerApp app) : IClassFixture<ServerApp>
{
    [Fact]
    public async Task A_message_is_answered_by_keys_alone()
    {
        await using var ana = await LongPage.EnterAsync(browser, app, 60);
        await ana.Log.FocusAsync();
        await ana.Page.Keyboard.PressAsync("ArrowUp");
        await Expect(ana.Chat.Locator(".entry:focus")).ToContainTextAsync("The answer to the first");
        await ana.Page.Keyboard.PressAsync("ArrowUp");
        await Expect(ana.Chat.Locator(".entry:focus")).ToContainTextAsync("Message 59");
        await ana.Page.Keyboard.PressAsync("r");
        await Expect(ana.Input).ToBeFocusedAsync();
        await Expect(ana.Chat.Locator(".composer")).ToContainTextAsync("Message 59");

        await ana.Log.FocusAsync();
        await ana.Page.Keyboard.PressAsync("ArrowUp");
        await Expect(ana.Chat.Locator(".entry:focus")).ToContainTextAsync("The answer to the first");
        await ana.Page.Keyboard.PressAsync("Enter");
        await Expect(ana.Chat.GetByRole(AriaRole.Menuitem, new() { Name = "Reply" })).ToBeFocusedAsync();
        await ana.Page.Keyboard.PressAsync("Escape");
        await Expect(ana.Chat.GetByRole(AriaRole.Menuitem)).ToHaveCountAsync(0);
        await Expect(ana.Chat).ToBeVisibleAsync();
        await Expect(ana.Chat.Locator(".entry:focus")).ToContainTextAsync("The answer to the first");
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task The_first_and_the_last_message_are_a_key_away()
    {
        await using var ana = await LongPage.EnterAsync(browser, app, 300);
        await ana.Log.FocusAsync();
        await ana.Page.Keyboard.PressAsync("Home");
        await Expect(LongPage.Exactly(ana, "Message 1")).ToBeInViewportAsync();
        await ana.Page.Keyboard.PressAsync("End");
        await Expect(ana.Bubble("The answer to the first")).ToBeInViewportAsync();

        // Whoever was on a message that left the page still moves between messages.
        await ana.Page.Keyboard.PressAsync("ArrowUp");
        await Expect(ana.Chat.Locator(".entry:focus")).ToContainTextAsync("The answer to the first");
        await ana.Page.Keyboard.PressAsync("Home");
        await Expect(LongPage.Exactly(ana, "Message 1")).ToBeInViewportAsync();
        await Expect(ana.Log).ToBeFocusedAsync();
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task The_text_of_a_message_is_copied_by_its_menu_and_by_a_key()
    {
        await using var ana = await LongPage.EnterAsync(browser, app, 20);
        await ana.Person.AllowClipboardAsync();
        var row = LongPage.Row(ana, "Message 19");
        await row.HoverAsync();
        await row.GetByRole(AriaRole.Button, new() { Name = "Message actions" }).ClickAsync();
        await row.GetByRole(AriaRole.Menuitem, new() { Name = "Copy" }).ClickAsync();
        await HasCopiedAsync(ana, "Message 19");
        await Expect(ana.Chat.GetByRole(AriaRole.Menuitem)).ToHaveCountAsync(0);
        await Expect(row).ToBeFocusedAsync();

        await ana.Page.Keyboard.PressAsync("ArrowDown");
        await ana.Page.Keyboard.PressAsync("c");
        await HasCopiedAsync(ana, "The answer to the first");
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task A_menu_gives_way_to_a_press_elsewhere_and_to_the_next_menu()
    {
        await using var ana = await LongPage.EnterAsync(browser, app, 20);
        var menus = ana.Chat.GetByRole(AriaRole.Menu);
        await OpenMenuAsync("Message 19");
        await Expect(menus).ToHaveCountAsync(1);
        await OpenMenuAsync("Message 16");
        await Expect(ana.Chat.Locator(".entry").Filter(new() { Has = ana.Page.GetByRole(AriaRole.Menu) })).ToContainTextAsync("Message 16");
        await ana.Input.ClickAsync();
        await Expect(menus).ToHaveCountAsync(0);
        await Expect(ana.Input).ToBeFocusedAsync();
        Assert.Empty(ana.Person.Errors);

        async Task OpenMenuAsync(string message)
        {
            var row = LongPage.Row(ana, message);
            await row.HoverAsync();
            await row.GetByRole(AriaRole.Button, new() { Name = "Message actions" }).ClickAsync();
        }
    }

    [Theory]
    [InlineData("en", 80, true)]
    [InlineData("en", -80, false)]
    [InlineData("en", 30, false)]
    [InlineData("ar", -80, true)]
    public async Task A_swipe_towards_the_end_of_the_line_answers(string language, int by, bool answers)
    {
        await using var ana = await LongPage.EnterAsync(browser, app, 20, language: language);
        var box = (await ana.Bubble("The answer to the first").BoundingBoxAsync())!;
        var (x, y) = (box.X + (box.Width / 2), box.Y + box.Height - 10);
        var touch = await ana.Page.Context.NewCDPSessionAsync(ana.Page);
        await touch.SendAsync("Emulation.setTouchEmulationEnabled", new() { ["enabled"] = true });

        await TouchAsync("touchStart", x);
        for (var step = 1; step <= 8; step++) await TouchAsync("touchMove", x + (by * step / 8f));
        await TouchAsync("touchEnd", null);

        // What comes after the swipe is there: so would be its answer. An answer takes the focus: no key would reach the button.
        await ana.Page.GetByRole(AriaRole.Button, new() { Name = "Say", Exact = true }).DispatchEventAsync("click");
        await Expect(LongPage.Exactly(ana, "Message 20")).ToBeVisibleAsync();
        await Expect(ana.Chat.Locator(".composer .reply")).ToHaveCountAsync(answers ? 1 : 0);
        Assert.Empty(ana.Person.Errors);

        Task TouchAsync(string type, float? at) => touch.SendAsync("Input.dispatchTouchEvent", new()
        {
            ["type"] = type,
            ["touchPoints"] = at is { } place ? new[] { new Dictionary<string, object> { ["x"] = place, ["y"] = y } } : [],
        });
    }

    private static async Task HasCopiedAsync(Visitor ana, string text) =>
        await ana.Page.WaitForFunctionAsync("text => navigator.clipboard.readText().then(copied => copied === text)", text);
}
