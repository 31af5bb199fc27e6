using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.People;

/// <summary>Somebody at the dashboard.</summary>
internal sealed class Operator(Person person) : IAsyncDisposable
{
    public Person Person { get; } = person;

    public IPage Page => Person.Page;

    /// <summary>The conversations in the list.</summary>
    public ILocator Items => Page.Locator("[data-lc-item]");

    /// <summary>The messages of the open conversation.</summary>
    public ILocator Log => Page.GetByRole(AriaRole.Log);

    public static async Task<Operator> SignInAsync(Browser browser, Uri address, bool sendsAtOnce = true)
    {
        if (sendsAtOnce) await OperatorApi.SendAtOnceAsync(address, TestContext.Current.CancellationToken);
        var person = new Operator(await browser.OpenAsync(address, 1360, 820));
        await person.Page.GotoAsync("/dashboard");
        await person.Page.GetByLabel("Email").FillAsync(LivecallerProcess.OperatorEmail);
        await person.Page.GetByLabel("Password").FillAsync(LivecallerProcess.OperatorPassword);
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(person.Page.GetByRole(AriaRole.Heading, new() { Name = "Inbox" })).ToBeVisibleAsync();
        return person;
    }

    public async Task OpenAsync(string preview)
    {
        await Items.Filter(new() { HasText = preview }).ClickAsync();
        await SeesAsync(preview);
    }

    public Task SeesAsync(string text) => Expect(Log.GetByText(text)).ToHaveCountAsync(1);

    public async Task SaysAsync(string text)
    {
        var input = Page.Locator("[data-lc-text]");
        await input.FillAsync(text);
        await input.PressAsync("Enter");
        await SeesAsync(text);
    }

    public async Task CloseConversationAsync()
    {
        await Page.Locator("[data-lc-close]").ClickAsync();
        await Page.GetByRole(AriaRole.Alertdialog).Or(Page.GetByRole(AriaRole.Dialog)).GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
    }

    public ValueTask DisposeAsync() => Person.DisposeAsync();
}
