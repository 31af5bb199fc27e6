using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.Presentations;

/// <summary>The sheet under a finger, under keys, and above a phone's keyboard.</summary>
public sealed class BottomSheetTests(Browser browser, ServerApp app) : IClassFixture<ServerApp>
{
    private const int Width = 390;
    private const int Height = 780;

    private const string HasSnapped = "([where]) => { const d = document.querySelector('dialog'); return d.dataset.lcSnap === where && !d.getAnimations().length; }";

    [Fact]
    public async Task It_is_pulled_down_to_half_and_up_again_by_its_handle_and_by_its_header()
    {
        await using var ana = await EnterAsync();
        var full = await BoxAsync(ana);
        Assert.Equal(Height - 32, full.Height, 1f);

        await DragAsync(ana, "dialog [role=separator]", 300);
        await ana.Page.WaitForFunctionAsync(HasSnapped, new[] { "half" });
        var half = await BoxAsync(ana);
        Assert.Equal(Height * .55, half.Height, 1d);
        Assert.Equal(Height, half.Y + half.Height, 1f);

        await DragAsync(ana, "dialog h2", -300);
        await ana.Page.WaitForFunctionAsync(HasSnapped, new[] { "full" });
        Assert.Equal(full.Height, (await BoxAsync(ana)).Height, 1f);
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task A_quick_swipe_closes_it_however_short_and_it_opens_where_it_was()
    {
        await using var ana = await EnterAsync();
        await ana.Page.Mouse.MoveAsync(Width / 2, Height / 2);

        // By a clock of its own: the machine may have much else to do between two moves.
        await ana.Page.EvaluateAsync("""
            () => {
              const grip = document.querySelector('dialog [role=separator]');
              const say = (type, y, time) => {
                const event = new PointerEvent(type, { pointerId: 1, isPrimary: true, bubbles: true, clientX: 195, clientY: y });
                Object.defineProperty(event, 'timeStamp', { value: 1000 + time });
                grip.dispatchEvent(event);
              };
              say('pointerdown', 40, 0);
              for (const [y, time] of [[50, 4], [70, 8], [100, 12]]) say('pointermove', y, time);
              say('pointerup', 100, 16);
            }
            """);
        await Expect(ana.Chat).ToBeHiddenAsync();

        await ana.OpenChatAsync();
        Assert.Equal(Height - 32, (await BoxAsync(ana)).Height, 1f);
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task It_goes_when_it_is_pulled_down_all_the_way_and_a_click_beside_it_closes_it()
    {
        await using var ana = await EnterAsync();
        await DragAsync(ana, "dialog [role=separator]", 640);
        await Expect(ana.Chat).ToBeHiddenAsync();

        await ana.OpenChatAsync();
        await ana.Page.Mouse.ClickAsync(Width / 2, 8);
        await Expect(ana.Chat).ToBeHiddenAsync();
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task Keys_move_it_and_the_focus_stays_in_it_until_Escape()
    {
        await using var ana = await EnterAsync();
        var grip = ana.Chat.GetByRole(AriaRole.Separator, new() { Name = "Resize the chat" });
        await grip.FocusAsync();
        await ana.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(grip).ToHaveAttributeAsync("aria-valuenow", "55");
        await ana.Page.Keyboard.PressAsync("ArrowUp");
        await Expect(grip).ToHaveAttributeAsync("aria-valuenow", "96");
        await ana.Page.Keyboard.PressAsync("Enter");
        await Expect(grip).ToHaveAttributeAsync("aria-valuenow", "55");

        // Between the last and the first the browser may show its own bar, which is not a part of the page.
        for (var i = 0; i < 12; i++)
        {
            await ana.Page.Keyboard.PressAsync("Tab");
            Assert.True(await ana.Page.EvaluateAsync<bool>("document.activeElement === document.body || !!document.activeElement.closest('dialog')"));
        }

        await ana.Input.FocusAsync();
        await ana.Page.Keyboard.PressAsync("Escape");
        await Expect(ana.Chat).ToBeHiddenAsync();
        await Expect(ana.Page.GetByRole(AriaRole.Button, new() { Name = "Open the chat" })).ToBeFocusedAsync();
        Assert.Empty(ana.Person.Errors);
    }

    [Theory]
    [InlineData("BottomSheet")]
    [InlineData("FullScreen")]
    [InlineData("SidePanel")]
    public async Task The_field_stays_above_the_keyboard_of_a_phone(string presentation)
    {
        await using var person = await browser.OpenAsync(app.Address, Width, Height);

        // What a phone says when its keyboard covers the lower part of a page that it has scrolled a little.
        await person.Page.AddInitScriptAsync("""
            const view = Object.assign(new EventTarget(), { height: innerHeight, offsetTop: 0, scale: 1 });
            Object.defineProperty(window, 'visualViewport', { value: view });
            window.showKeyboard = (height, offsetTop) => { Object.assign(view, { height, offsetTop }); view.dispatchEvent(new Event('resize')); };
            """);
        var ana = new Visitor(person);
        await ana.Page.GotoAsync($"/?Presentation={presentation}");
        await Expect(ana.Page.Locator("[data-shop-alive]")).ToBeAttachedAsync();
        await ana.OpenChatAsync();
        await ana.SaysAsync("The newest message");

        foreach (var (height, offset) in ((int, int)[])[(420, 0), (420, 60)])
        {
            await ana.Page.EvaluateAsync("([height, offset]) => window.showKeyboard(height, offset)", new[] { height, offset });
            await ana.Page.WaitForFunctionAsync("() => !document.querySelector('dialog').getAnimations().length");
            var (box, field, newest) = (await BoxAsync(ana), (await ana.Input.BoundingBoxAsync())!, (await ana.Bubble("The newest message").BoundingBoxAsync())!);
            Assert.Equal(height + offset, box.Y + box.Height, 1f);
            Assert.InRange(box.Y, offset, offset + 20);
            Assert.InRange(field.Y + field.Height, 0, height + offset);
            Assert.InRange(newest.Y + newest.Height, offset, field.Y);
        }

        await ana.Page.EvaluateAsync($"window.showKeyboard({Height}, 0)");
        await ana.Page.WaitForFunctionAsync($"() => Math.abs(document.querySelector('dialog').getBoundingClientRect().bottom - {Height}) < 1");
        Assert.Empty(ana.Person.Errors);
    }

    private async Task<Visitor> EnterAsync()
    {
        var ana = await Visitor.EnterAsync(browser, app.Address, Width, Height, "/?Presentation=BottomSheet");
        await ana.OpenChatAsync();
        return ana;
    }

    private static async Task<LocatorBoundingBoxResult> BoxAsync(Visitor visitor) => (await visitor.Chat.BoundingBoxAsync())!;

    // Ends with a rest, so that only the way counts and not the speed.
    private static async Task DragAsync(Visitor visitor, string from, int way)
    {
        var box = (await visitor.Page.Locator(from).BoundingBoxAsync())!;
        var (x, y) = (box.X + (box.Width / 2), box.Y + (box.Height / 2));
        await visitor.Page.Mouse.MoveAsync(x, y);
        await visitor.Page.Mouse.DownAsync();
        await visitor.Page.Mouse.MoveAsync(x, y + way, new() { Steps = 4 });
        await visitor.Page.WaitForFunctionAsync("since => performance.now() - since > 120", await visitor.Page.EvaluateAsync<double>("performance.now()"));
        await visitor.Page.Mouse.UpAsync();
    }
}
