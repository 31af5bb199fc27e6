using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.ServerMode;

/// <summary>A conversation that is longer than the page, on scripted data: places, keys and fingers.</summary>
public sealed class LongConversationTests(Browser browser) : IClassFixture<Browser>
{
    private const int MostInThePage = 150;

    [Fact]
    public async Task Ten_thousand_messages_put_a_few_into_the_page_and_the_first_and_the_last_can_be_reached()
    {
        await using var app = await LivecallerProcess.StartServerAppAsync();
        await using var ana = await EnterAsync(app, 10_000);
        await Expect(ana.Page.Locator("#loaded")).ToHaveTextAsync("10000", new() { Timeout = 60_000 });
        await Expect(ana.Bubble("The answer to the first")).ToBeInViewportAsync();
        Assert.InRange(await EntriesAsync(ana), 5, MostInThePage);

        await ana.Log.FocusAsync();
        await ana.Page.Keyboard.PressAsync("Home");
        await Expect(Exactly(ana, "Message 1")).ToBeInViewportAsync();
        Assert.InRange(await EntriesAsync(ana), 5, MostInThePage);

        // Somewhere in between, as a drag of the scroll bar does it.
        await ana.Log.EvaluateAsync("log => { log.scrollTop = log.scrollHeight / 2; }");
        await Expect(Exactly(ana, "Message 1")).ToHaveCountAsync(0);
        await ana.Page.WaitForFunctionAsync("""
            () => {
              const log = document.querySelector('[role=log]').getBoundingClientRect();
              const middle = document.elementFromPoint(log.left + log.width / 2, log.top + log.height / 2);
              return !!middle?.closest('.entry');
            }
            """);
        Assert.InRange(await EntriesAsync(ana), 5, MostInThePage);

        await ana.Chat.Locator(".to-end").ClickAsync();
        await Expect(ana.Bubble("The answer to the first")).ToBeInViewportAsync();
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task The_day_stays_above_and_nothing_moves_while_messages_come()
    {
        await using var app = await LivecallerProcess.StartServerAppAsync();
        await using var ana = await EnterAsync(app, 400);
        await ana.Log.HoverAsync();
        await ana.Page.Mouse.WheelAsync(0, -3_000);
        await Expect(ana.Chat.Locator(".to-end")).ToBeVisibleAsync();
        var day = await ana.Log.EvaluateAsync<double>("""
            log => Math.min(...[...log.querySelectorAll('.day')].map(d => Math.abs(d.getBoundingClientRect().top - log.getBoundingClientRect().top)))
            """);
        Assert.InRange(day, 0, 12);

        var before = await TopAsync(ana);
        await ana.Page.GetByRole(AriaRole.Button, new() { Name = "Say a hundred" }).ClickAsync();
        await Expect(ana.Chat.Locator(".to-end .badge")).ToHaveTextAsync("100");
        var after = await ana.Log.EvaluateAsync<double>(
            "(log, id) => log.querySelector(`[data-lc-id='${id}']`).getBoundingClientRect().top", before.Id);
        Assert.InRange(after, before.Top - 1, before.Top + 1);

        await ana.Chat.Locator(".to-end").ClickAsync();
        await Expect(Exactly(ana, "Message 499")).ToBeInViewportAsync();
        await Expect(ana.Chat.Locator(".to-end")).ToHaveCountAsync(0);
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task The_original_of_an_answer_is_loaded_shown_and_left_again()
    {
        await using var app = await LivecallerProcess.StartServerAppAsync();
        await using var ana = await EnterAsync(app, 400, whole: false);
        await Expect(Exactly(ana, "Message 1")).ToHaveCountAsync(0);

        await ana.Chat.Locator(".quote").ClickAsync();
        await Expect(Exactly(ana, "Message 1")).ToBeInViewportAsync();
        await Expect(ana.Chat.Locator(".entry:focus")).ToContainTextAsync("Message 1");

        await ana.Chat.Locator(".to-end").ClickAsync();
        await Expect(ana.Bubble("The answer to the first")).ToBeInViewportAsync();
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task A_message_is_answered_by_keys_alone()
    {
        await using var app = await LivecallerProcess.StartServerAppAsync();
        await using var ana = await EnterAsync(app, 60);
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
        Assert.Empty(ana.Person.Errors);
    }

    [Theory]
    [InlineData("en", 80, true)]
    [InlineData("en", -80, false)]
    [InlineData("en", 30, false)]
    [InlineData("ar", -80, true)]
    public async Task A_swipe_towards_the_end_of_the_line_answers(string language, int by, bool answers)
    {
        await using var app = await LivecallerProcess.StartServerAppAsync();
        await using var ana = await EnterAsync(app, 20, language: language);
        var box = (await ana.Bubble("The answer to the first").BoundingBoxAsync())!;
        var (x, y) = (box.X + (box.Width / 2), box.Y + box.Height - 10);
        var touch = await ana.Page.Context.NewCDPSessionAsync(ana.Page);
        await touch.SendAsync("Emulation.setTouchEmulationEnabled", new() { ["enabled"] = true });

        await TouchAsync("touchStart", x);
        for (var step = 1; step <= 8; step++) await TouchAsync("touchMove", x + (by * step / 8f));
        await TouchAsync("touchEnd", null);

        await Expect(ana.Chat.Locator(".composer .reply")).ToHaveCountAsync(answers ? 1 : 0);
        Assert.Empty(ana.Person.Errors);

        Task TouchAsync(string type, float? at) => touch.SendAsync("Input.dispatchTouchEvent", new()
        {
            ["type"] = type,
            ["touchPoints"] = at is { } place ? new[] { new Dictionary<string, object> { ["x"] = place, ["y"] = y } } : [],
        });
    }

    private static async Task<(string Id, double Top)> TopAsync(Visitor ana)
    {
        var top = await ana.Log.EvaluateAsync<string[]>("""
            log => {
              const edge = log.getBoundingClientRect().top;
              const first = [...log.querySelectorAll('.entry')].find(e => e.getBoundingClientRect().top > edge + 40);
              return [first.dataset.lcId, String(first.getBoundingClientRect().top)];
            }
            """);
        return (top[0], double.Parse(top[1], System.Globalization.CultureInfo.InvariantCulture));
    }

    private async Task<Visitor> EnterAsync(LivecallerProcess app, int count, bool whole = true, string language = "en")
    {
        var ana = await Visitor.EnterAsync(browser, app.Address, path: $"/long?count={count}&whole={whole}&language={language}");
        await ana.Page.GetByRole(AriaRole.Button, new() { Name = "Open the chat" }).ClickAsync();
        await Expect(ana.Bubble("The answer to the first")).ToBeInViewportAsync();
        return ana;
    }

    private static ILocator Exactly(Visitor ana, string text) =>
        ana.Chat.Locator(".text", new() { HasTextRegex = new($"^{text}$") });

    private static Task<int> EntriesAsync(Visitor ana) => ana.Chat.Locator(".entry").CountAsync();
}
