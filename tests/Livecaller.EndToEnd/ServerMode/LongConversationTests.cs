using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.ServerMode;

/// <summary>A conversation that is longer than the page, on scripted data: every place of it can be reached, and nothing moves under the eye.</summary>
public sealed class LongConversationTests(Browser browser, ServerApp app) : IClassFixture<ServerApp>
{
    private const int MaxInThePage = 150;

    [Fact]
    public async Task Ten_thousand_messages_put_a_few_into_the_page_and_the_first_and_the_last_can_be_reached()
    {
        await using var ana = await EnterAsync(10_000);
        await Expect(ana.Page.Locator("#loaded")).ToHaveTextAsync("10000", new() { Timeout = 180_000 });
        await Expect(ana.Bubble("The answer to the first")).ToBeInViewportAsync();
        Assert.InRange(await EntriesAsync(ana), 5, MaxInThePage);

        await ana.Log.FocusAsync();
        await ana.Page.Keyboard.PressAsync("Home");
        await Expect(Exactly(ana, "Message 1")).ToBeInViewportAsync();
        Assert.InRange(await EntriesAsync(ana), 5, MaxInThePage);

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
        Assert.InRange(await EntriesAsync(ana), 5, MaxInThePage);

        await ana.Chat.Locator(".to-end").ClickAsync();
        await Expect(ana.Bubble("The answer to the first")).ToBeInViewportAsync();
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task Nothing_moves_while_messages_come()
    {
        await using var ana = await EnterAsync(400);
        await ana.Log.HoverAsync();
        await ana.Page.Mouse.WheelAsync(0, -3_000);
        await Expect(ana.Chat.Locator(".to-end")).ToBeVisibleAsync();

        var before = await TopAsync(ana);
        await ana.Page.GetByRole(AriaRole.Button, new() { Name = "Say a hundred" }).ClickAsync();
        await Expect(ana.Chat.Locator(".to-end .badge")).ToHaveTextAsync("100");
        var after = await RowTopAsync(ana, before.Id);
        Assert.InRange(after, before.Top - 1, before.Top + 1);

        await ana.Chat.Locator(".to-end").ClickAsync();
        await Expect(Exactly(ana, "Message 499")).ToBeInViewportAsync();
        await Expect(ana.Chat.Locator(".to-end")).ToHaveCountAsync(0);
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task What_came_while_the_visitor_read_further_up_begins_at_a_line()
    {
        await using var ana = await EnterAsync(100);
        await Expect(ana.Log.GetByRole(AriaRole.Separator)).ToHaveCountAsync(0);
        await ana.Log.HoverAsync();
        await ana.Page.Mouse.WheelAsync(0, -1_000);
        await Expect(ana.Chat.Locator(".to-end")).ToBeVisibleAsync();

        await ana.Page.GetByRole(AriaRole.Button, new() { Name = "Say", Exact = true }).ClickAsync();
        await Expect(ana.Chat.GetByRole(AriaRole.Button, new() { Name = "New messages 1" })).ToBeVisibleAsync();
        await ana.Chat.Locator(".to-end").ClickAsync();

        await Expect(Exactly(ana, "Message 100")).ToBeInViewportAsync();
        await Expect(ana.Chat.Locator(".entry", new() { Has = ana.Page.GetByRole(AriaRole.Separator) })).ToContainTextAsync("Message 100");
        await Expect(ana.Log.GetByRole(AriaRole.Separator)).ToHaveTextAsync("New messages");
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task History_comes_page_by_page_while_scrolling_back_and_no_row_moves()
    {
        await using var ana = await EnterAsync(400, whole: false);
        var loaded = ana.Page.Locator("#loaded");
        await Expect(loaded).ToHaveTextAsync("50");
        for (var steps = 0; steps < 500 && await loaded.TextContentAsync() != "250"; steps++)
        {
            var moved = await ana.Log.EvaluateAsync<double>("""
                async log => {
                  log.scrollTop -= 400;
                  const edge = log.getBoundingClientRect().top;
                  const row = [...log.querySelectorAll('.entry')].find(e => e.getBoundingClientRect().bottom > edge);
                  const before = row.querySelector('.text').getBoundingClientRect().top;
                  // What was painted counts: sizes are observed after the callbacks of a frame, and before it is painted.
                  await new Promise(painted => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(painted))));
                  return row.querySelector('.text').getBoundingClientRect().top - before;
                }
                """);
            Assert.InRange(moved, -1, 1);
        }

        await Expect(loaded).ToHaveTextAsync("250");
        Assert.InRange(await EntriesAsync(ana), 5, MaxInThePage);
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task A_change_in_the_same_moment_as_a_visitors_scrolling_moves_nothing()
    {
        await using var ana = await EnterAsync(100);
        await ana.Log.HoverAsync();
        await ana.Page.Mouse.WheelAsync(0, -800);
        await Expect(ana.Chat.Locator(".to-end")).ToBeVisibleAsync();

        // The page changes before the browser has told of the scrolling.
        var moved = await ana.Log.EvaluateAsync<double>("""
            async log => {
              const edge = log.getBoundingClientRect().top;
              log.scrollTop -= 200;
              const row = [...log.querySelectorAll('.entry')].find(e => e.getBoundingClientRect().top > edge);
              const before = row.getBoundingClientRect().top;
              const more = document.createElement('div');
              more.style.height = '96px';
              log.firstElementChild.prepend(more);
              await new Promise(painted => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(painted))));
              const after = row.getBoundingClientRect().top;
              more.remove();
              return after - before;
            }
            """);
        Assert.InRange(moved, -1, 1);
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task The_original_of_an_answer_is_loaded_shown_and_left_again()
    {
        await using var ana = await EnterAsync(400, whole: false);
        await Expect(Exactly(ana, "Message 1")).ToHaveCountAsync(0);

        await ana.Chat.Locator(".quote").ClickAsync();
        await Expect(Exactly(ana, "Message 1")).ToBeInViewportAsync();
        await Expect(ana.Chat.Locator(".entry:focus")).ToContainTextAsync("Message 1");

        await ana.Chat.Locator(".to-end").ClickAsync();
        await Expect(ana.Bubble("The answer to the first")).ToBeInViewportAsync();
        Assert.Empty(ana.Person.Errors);
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

    private static Task<double> RowTopAsync(Visitor ana, string id) =>
        ana.Log.EvaluateAsync<double>("(log, id) => log.querySelector(`[data-lc-id='${id}']`).getBoundingClientRect().top", id);

    private Task<Visitor> EnterAsync(int count, bool whole = true) => LongPage.EnterAsync(browser, app, count, whole);

    private static ILocator Exactly(Visitor ana, string text) => LongPage.Exactly(ana, text);

    private static Task<int> EntriesAsync(Visitor ana) => ana.Chat.Locator(".entry").CountAsync();
}
