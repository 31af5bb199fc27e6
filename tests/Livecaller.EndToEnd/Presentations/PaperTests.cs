using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using Livecaller.EndToEnd.ServerMode;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.Presentations;

/// <summary>A long conversation on paper: nobody scrolls there.</summary>
public sealed class PaperTests(Browser browser, ServerApp app) : IClassFixture<ServerApp>
{
    private const int Count = 120;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task In_web_assembly_all_that_is_loaded_is_there_before_the_browser_goes_on_to_print()
    {
        await using var shop = await LivecallerProcess.StartStorefrontAsync("--Livecaller:Limits:MessagesPerMinute=1000");
        await using var ana = await Visitor.EnterAsync(browser, shop.Address);
        using var nino = await OperatorApi.SignInAsync(shop.Address, Cancelled);
        await ana.OpenChatAsync();
        await ana.SaysAsync("Tell me everything");
        await ana.SeesThatAllIsSentAsync();
        var conversation = await nino.FindAsync("Tell me everything", Cancelled);
        for (var i = 1; i < Count; i++) await nino.SaysAsync(conversation, $"Message {i}", Cancelled);
        await Expect(LongPage.Exactly(ana, $"Message {Count - 1}")).ToBeInViewportAsync();
        Assert.InRange(await ana.Chat.Locator(".entry").CountAsync(), 5, Count - 1);

        // One task: a browser that prints waits for nothing.
        var onPaper = await ana.Page.EvaluateAsync<int>("() => { dispatchEvent(new Event('beforeprint')); return document.querySelectorAll('.entry').length; }");
        Assert.Equal(Count, onPaper);
        await ana.Page.EvaluateAsync("dispatchEvent(new Event('afterprint'))");

        await ExpectFewAsync(ana);
        await Expect(LongPage.Exactly(ana, $"Message {Count - 1}")).ToBeInViewportAsync();
        Assert.Empty(ana.Person.Errors);
    }

    [Fact]
    public async Task In_server_mode_the_keys_that_print_wait_for_all_that_is_loaded()
    {
        await using var ana = await LongPage.EnterAsync(browser, app, 400);
        await ana.Log.HoverAsync();
        await ana.Page.Mouse.WheelAsync(0, -3_000);
        await Expect(ana.Chat.Locator(".to-end")).ToBeVisibleAsync();
        await ana.Page.EvaluateAsync("""
            window.print = () => {
              dispatchEvent(new Event('beforeprint'));
              window.printed = document.querySelectorAll('.entry').length;
            };
            """);

        await ana.Page.Keyboard.PressAsync("Control+p");
        await ana.Page.WaitForFunctionAsync("() => window.printed === 400");
        await ana.Page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Print });
        Assert.True(await ana.Chat.EvaluateAsync<bool>("""
            chat => [...chat.querySelectorAll('[data-lc-gap]')].every(gap => gap.getBoundingClientRect().height === 0)
              && chat.getBoundingClientRect().height >= 400 * 30
            """));

        await ana.Page.EmulateMediaAsync(new() { Media = Microsoft.Playwright.Media.Screen });
        await ana.Page.EvaluateAsync("dispatchEvent(new Event('afterprint'))");
        await ExpectFewAsync(ana);
        await Expect(ana.Chat.Locator(".to-end")).ToBeVisibleAsync();
        Assert.Empty(ana.Person.Errors);
    }

    private static Task<IJSHandle> ExpectFewAsync(Visitor ana) =>
        ana.Page.WaitForFunctionAsync($"() => document.querySelectorAll('.entry').length < {Count - 10}");
}
