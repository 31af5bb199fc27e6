using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.Presentations;

/// <summary>The page's sheets and the chat's do nothing to each other, on the screen and on paper.</summary>
public sealed class HostPageTests(Browser browser, ServerApp app) : IClassFixture<ServerApp>
{
    // What resets, frameworks and careless pages say, and what no page should.
    private const string Hostile = """
        * { box-sizing: content-box; letter-spacing: 3px; line-height: 3; margin: 5px; padding: 7px; text-transform: uppercase; }
        *, ::before, ::after { border: 2px dotted red; transition: all 3s; }
        html { font-size: 30px; } body { font: italic 40px serif; color: red; text-align: right; word-spacing: 9px; }
        button, input, textarea { all: initial; display: block; width: 100%; background: lime; }
        button:not(:disabled), [type=button] { appearance: button; text-transform: uppercase; }
        svg, img { width: 300px; height: 300px; vertical-align: middle; } path { fill: red; stroke: lime; stroke-width: 9; }
        div { display: flow-root; float: right; } header { position: fixed; background: red; } h2 { font-size: 80px; } p { text-indent: 4em; }
        dialog { position: static; max-width: 100px; opacity: .2; } span, bdi, i { font-size: 40px; display: inline-block; }
        .row { display: flex; flex-wrap: wrap; margin-left: -12px; } .row > * { width: 100%; padding: 12px; }
        .badge, .card, .close, .title, .text, .menu, .header, .panel, .alert, .name { border: 9px solid; padding: 30px; font-size: 50px; float: left; }
        """;

    // Place and look of every element, without what merely ticks.
    private const string Measure = """
        root => [root, ...root.querySelectorAll('*')].map(e => {
          const box = e.getBoundingClientRect();
          const s = getComputedStyle(e);
          const drawn = [box.x, box.y, box.width, box.height].map(Math.round).concat(s.fill, s.stroke, s.strokeWidth, s.opacity);
          const written = [s.color, s.backgroundColor, s.font, s.letterSpacing, s.borderBlockStartWidth, s.textTransform, s.cursor];
          return [e.tagName, e.getAttribute('class'), ...drawn, ...(e.ownerSVGElement ? [] : written)].join('|');
        })
        """;

    [Fact]
    public async Task A_hostile_sheet_changes_nothing_in_the_chat()
    {
        await using var ana = await Visitor.EnterAsync(browser, app.Address);
        await ana.OpenChatAsync();
        await ana.SaysAsync("Hello, is https://example.com/ yours?");
        await ana.SeesThatAllIsSentAsync();
        var before = await ana.Chat.EvaluateAsync<string[]>(Measure);

        await ana.Page.AddStyleTagAsync(new() { Content = Hostile });

        Assert.Equal(before, await ana.Chat.EvaluateAsync<string[]>(Measure));
    }

    [Fact]
    public async Task The_chat_changes_nothing_on_the_page()
    {
        await using var ana = await Visitor.EnterAsync(browser, app.Address);
        var before = await ana.Page.Locator("main").EvaluateAsync<string[]>(Measure);

        await ana.OpenChatAsync();

        Assert.Equal(before, await ana.Page.Locator("main").EvaluateAsync<string[]>(Measure));
    }

    [Theory]
    [InlineData("SidePanel")]
    [InlineData("BottomSheet")]
    public async Task On_paper_it_is_a_transcript_after_the_page(string presentation)
    {
        await using var ana = await Visitor.EnterAsync(browser, app.Address, path: $"/?Presentation={presentation}&Theme=Dark");
        await ana.OpenChatAsync();
        for (var i = 1; i <= 14; i++) await ana.SaysAsync($"Message no. {i:00}");

        await ana.Page.EvaluateAsync("window.dispatchEvent(new Event('beforeprint'))");
        await ana.Page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Print });
        var page = (await ana.Page.Locator("main").BoundingBoxAsync())!;
        var first = (await ana.Bubble("Message no. 01").BoundingBoxAsync())!;
        var last = (await ana.Bubble("Message no. 14").BoundingBoxAsync())!;
        Assert.True(first.Y >= page.Y + page.Height);
        Assert.True(last.Y > first.Y);
        Assert.True(await ana.Chat.EvaluateAsync<bool>("d => d.getBoundingClientRect().height >= d.querySelector('[role=log]').scrollHeight"));
        await Expect(ana.Page.Locator("dialog textarea")).ToBeHiddenAsync();
        await Expect(ana.Page.Locator(".launcher")).ToBeHiddenAsync();
        await Expect(ana.Page.GetByRole(AriaRole.Heading, new() { Name = "A page of a server" })).ToBeVisibleAsync();
        await Expect(ana.Log.Locator("time").Last).ToBeHiddenAsync();
        await Expect(ana.Log.Locator(".footer .hidden").Last).ToHaveCSSAsync("position", "static");
        Assert.Equal("rgb(0, 0, 0)", await ana.Bubble("Message no. 01").EvaluateAsync<string>("b => getComputedStyle(b).color"));
        Assert.Equal("rgb(255, 255, 255)", await ana.Chat.EvaluateAsync<string>("d => getComputedStyle(d).backgroundColor"));

        await ana.Page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Screen });
        await ana.Page.EvaluateAsync("window.dispatchEvent(new Event('afterprint'))");
        await Expect(ana.Input).ToBeVisibleAsync();
        Assert.Equal(presentation == "BottomSheet", await ana.Chat.EvaluateAsync<bool>("d => d.matches(':modal')"));
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task Forced_colours_are_kept_and_every_bubble_has_an_edge()
    {
        await using var ana = await Visitor.EnterAsync(browser, app.Address);
        await ana.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        await ana.OpenChatAsync();
        await ana.SaysAsync("Hello");

        var (front, back, edge) = (await StyleAsync("color"), await StyleAsync("backgroundColor"), await StyleAsync("borderTopColor"));
        Assert.NotEqual(front, back);
        Assert.NotEqual(back, edge);
        Assert.Equal("1px", await StyleAsync("borderTopWidth"));

        Task<string> StyleAsync(string name) => ana.Bubble("Hello").EvaluateAsync<string>("(b, name) => getComputedStyle(b)[name]", name);
    }
}
