using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.Presentations;

/// <summary>A prerendered button is on the screen before the code that it belongs to.</summary>
public sealed class EarlyPressTests(Browser browser)
{
    [Fact]
    public async Task A_button_that_is_pressed_before_its_code_has_come_opens_the_chat_when_it_has()
    {
        await using var shop = await LivecallerProcess.StartStorefrontAsync();
        await using var ana = new Visitor(await browser.OpenAsync(shop.Address));
        var runtime = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await ana.Page.RouteAsync("**/*.wasm*", async route =>
        {
            await runtime.Task;
            await route.ContinueAsync();
        });

        await ana.Page.GotoAsync("/", new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        await ana.Page.WaitForFunctionAsync("() => Symbol.for('livecaller.press') in globalThis");
        var launcher = ana.Page.GetByRole(AriaRole.Button, new() { Name = "Open the chat" });
        await launcher.ClickAsync();
        await Expect(launcher).ToHaveAttributeAsync("data-lc-pressed", "");
        await Expect(ana.Chat).ToHaveCountAsync(0);

        runtime.SetResult();
        await Expect(ana.Input).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await ana.CloseChatAsync();

        // It was one press: the next page does not open by itself.
        await ana.ReloadAsync();
        await Expect(launcher).Not.ToHaveAttributeAsync("data-lc-waits", "");
        await Expect(ana.Chat).ToHaveCountAsync(0);
        Assert.Empty(ana.Person.Errors);
    }
}
