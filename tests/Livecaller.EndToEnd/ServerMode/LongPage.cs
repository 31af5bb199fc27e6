using Livecaller.EndToEnd.People;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.ServerMode;

/// <summary>A page whose conversation is as long as a test wants it, on scripted data of its own.</summary>
internal static class LongPage
{
    /// <summary>Opens the chat at its end, which answers the first message.</summary>
    public static async Task<Visitor> EnterAsync(Browser browser, ServerApp app, int count, bool whole = true, string language = "en")
    {
        var ana = await Visitor.EnterAsync(browser, app.Address, path: $"/long?count={count}&whole={whole}&language={language}");
        await ana.Page.GetByRole(AriaRole.Button, new() { Name = "Open the chat" }).ClickAsync();
        await Expect(ana.Bubble("The answer to the first")).ToBeInViewportAsync();
        return ana;
    }

    /// <summary>The message that says this and nothing else.</summary>
    public static ILocator Exactly(Visitor ana, string text) => ana.Chat.Locator(".text", new() { HasTextRegex = new($"^{text}$") });

    /// <summary>All that belongs to that message.</summary>
    public static ILocator Row(Visitor ana, string text) =>
        ana.Chat.Locator(".entry").Filter(new() { Has = ana.Page.Locator(".text", new() { HasTextRegex = new($"^{text}$") }) });
}
