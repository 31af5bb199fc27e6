using Livecaller.EndToEnd.AnyPage;
using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.Keyboard;

/// <summary>
/// Keys that belong to an input method. Most browsers say so with <c>isComposing</c>; Safari says it of the key that ends a conversion by its code alone.
/// </summary>
public sealed class InputMethodTests(Browser browser, EmbeddingSite embedding) : IClassFixture<EmbeddingSite>
{
    private const string Press = """
        (element, [key, keyCode, isComposing]) => element.dispatchEvent(
          new KeyboardEvent('keydown', { key, keyCode, isComposing, bubbles: true, cancelable: true, composed: true }))
        """;

    private const string Half = "field => { field.value = '\\ud83d'; field.dispatchEvent(new InputEvent('input', { bubbles: true })); }";
    private const string Whole = "field => { field.value = '\\ud83d\\ude00'; field.dispatchEvent(new InputEvent('input', { bubbles: true })); }";

    [Theory]
    [InlineData(229, false)]
    [InlineData(13, true)]
    [InlineData(229, true)]
    public async Task Keys_of_an_input_method_send_and_close_nothing(int keyCode, bool isComposing)
    {
        var (site, host) = embedding;
        site.Put("/", LoaderTag.Listening + LoaderTag.For(host));
        await using var ana = await Guest.EnterAsync(browser, site);
        await ana.OpenChatAsync();
        await ana.Input.FillAsync("にほんご");

        foreach (var key in new[] { "Enter", "Escape" })
        {
            // It was not kept from doing what it does: the input method needs it.
            Assert.True(await ana.Input.EvaluateAsync<bool>(Press, new object[] { key, keyCode, isComposing }));
        }

        await ana.Launcher.EvaluateAsync(Press, new object[] { "Escape", keyCode, isComposing });

        // What is pressed now comes after whatever they did.
        await ana.Input.PressAsync("End");
        await ana.Input.PressSequentiallyAsync("です");
        await ana.Input.PressAsync("Enter");
        await ana.SeesAsync("にほんごです");
        await Expect(ana.Frame.Locator(".bubble")).ToHaveCountAsync(1);
        Assert.Empty(await ana.HeardAsync("ui.widget.close"));
        Assert.Empty(ana.Person.Errors);
    }

    [Theory]
    [InlineData(229, false)]
    [InlineData(13, true)]
    public async Task Keys_of_an_input_method_send_and_close_nothing_in_the_dashboard(int keyCode, bool isComposing)
    {
        var (site, host) = embedding;
        site.Put("/", LoaderTag.For(host));
        await using var ana = await Guest.EnterAsync(browser, site);
        await ana.OpenChatAsync();
        var question = $"How do I return it ({keyCode})?";
        await ana.SaysAsync(question);
        await using var nino = await Operator.SignInAsync(browser, host.Address);
        await nino.OpenAsync(question);
        var text = nino.Page.Locator("[data-lc-text]");
        await text.FillAsync("にほんご");

        foreach (var key in new[] { "Enter", "Escape" })
            Assert.True(await text.EvaluateAsync<bool>(Press, new object[] { key, keyCode, isComposing }));
        await Expect(text).ToBeFocusedAsync();
        await text.PressSequentiallyAsync("です");
        await text.PressAsync("Enter");
        await nino.SeesAsync("にほんごです");
        await Expect(nino.Log.GetByText("にほんご", new() { Exact = true })).ToHaveCountAsync(0);

        await nino.Page.Locator("[data-lc-close]").ClickAsync();
        var dialog = nino.Page.Locator("[data-lc-dialog]");
        await dialog.GetByRole(AriaRole.Button).First.EvaluateAsync(Press, new object[] { "Escape", keyCode, isComposing });
        await Expect(dialog).ToBeVisibleAsync();
        await nino.Page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToHaveCountAsync(0);
        Assert.Empty(nino.Person.Errors);
    }

    [Fact]
    public async Task Half_a_character_in_an_input_event_does_not_end_the_dashboard()
    {
        var (site, host) = embedding;
        site.Put("/", LoaderTag.For(host));
        await using var ana = await Guest.EnterAsync(browser, site);
        await ana.OpenChatAsync();
        await ana.SaysAsync("Where is it?");
        await using var nino = await Operator.SignInAsync(browser, host.Address);
        await nino.OpenAsync("Where is it?");
        var text = nino.Page.Locator("[data-lc-text]");

        foreach (var field in new[] { nino.Page.Locator("[data-lc-search]"), text })
        {
            await field.EvaluateAsync(Half);
            await field.EvaluateAsync(Whole);
        }

        await text.PressAsync("Enter");
        await nino.SeesAsync("😀");
        await ana.SeesAsync("😀");
        await text.EvaluateAsync(Half);
        await Expect(text).ToHaveValueAsync("�");
        await text.PressAsync("Enter");
        await nino.SeesAsync("�");
        Assert.Empty(nino.Person.Errors);
    }
}
