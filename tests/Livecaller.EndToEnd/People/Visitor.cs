using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.People;

/// <summary>Somebody in the shop.</summary>
internal sealed class Visitor(Person person) : IAsyncDisposable
{
    public Person Person { get; } = person;

    public IPage Page => Person.Page;

    /// <summary>The open chat.</summary>
    public ILocator Chat => Page.GetByRole(AriaRole.Dialog);

    /// <summary>The notices that the shop shows by itself.</summary>
    public ILocator Notices => Page.Locator(".toast");

    /// <summary>Where the visitor writes.</summary>
    public ILocator Input => Chat.GetByRole(AriaRole.Textbox, new() { Name = "Message" });

    /// <summary>The messages.</summary>
    public ILocator Log => Chat.GetByRole(AriaRole.Log);

    /// <summary>The button of the menu in the header.</summary>
    public ILocator More => Chat.GetByRole(AriaRole.Button, new() { Name = "More options" });

    /// <summary>What is chosen to be sent.</summary>
    public ILocator Chosen => Chat.GetByRole(AriaRole.Group, new() { Name = "Files to send" }).GetByRole(AriaRole.Button);

    public static async Task<Visitor> EnterAsync(Browser browser, Uri shop, int width = 1280, int height = 800, string path = "/") =>
        await EnterAsync(await browser.OpenAsync(shop, width, height), path);

    public static async Task<Visitor> EnterAsync(Person person, string path = "/")
    {
        var visitor = new Visitor(person);
        await visitor.Page.GotoAsync(path);
        await visitor.WaitUntilTheShopIsAliveAsync();
        return visitor;
    }

    /// <summary>The same page in another tab of the same browser.</summary>
    public async Task<Visitor> OpenTabAsync()
    {
        var tab = new Visitor(await Person.OpenTabAsync());
        await tab.Page.GotoAsync(Page.Url);
        await tab.WaitUntilTheShopIsAliveAsync();
        return tab;
    }

    public async Task OpenChatAsync()
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Open the chat" }).ClickAsync();
        await Expect(Input).ToBeVisibleAsync();
    }

    public async Task CloseChatAsync()
    {
        await Chat.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();
        await Expect(Chat).ToBeHiddenAsync();
    }

    public async Task SaysAsync(string text)
    {
        await Input.FillAsync(text);
        await Input.PressAsync("Enter");
        await SeesAsync(text);
    }

    public Task SeesAsync(string text) => Expect(Bubble(text)).ToHaveCountAsync(1);

    /// <summary>Waits until the server has stored every message of the visitor, with its files.</summary>
    public async Task SeesThatAllIsSentAsync()
    {
        await Expect(Chat.GetByRole(AriaRole.Progressbar)).ToHaveCountAsync(0);
        await Expect(Chat.GetByText("Waiting", new() { Exact = true })).ToHaveCountAsync(0);
        await Expect(Chat.Locator(".status").Last).ToBeVisibleAsync();
    }

    public ILocator Bubble(string text) => Chat.Locator(".bubble").Filter(new() { HasText = text });

    public async Task AttachAsync(string name, string mimeType, byte[] content)
    {
        await Chat.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = name, MimeType = mimeType, Buffer = content });
        await Expect(Chat.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true })).ToBeEnabledAsync();
    }

    public Task SendAsync() => Chat.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true }).ClickAsync();

    public async Task ReplyToAsync(string text)
    {
        await Bubble(text).HoverAsync();
        await Chat.Locator(".row").Filter(new() { HasText = text }).GetByRole(AriaRole.Button, new() { Name = "Reply" }).ClickAsync();
    }

    public async Task GoToAsync(string link)
    {
        await Page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).ClickAsync();
        await Expect(Page.Locator("nav a.active")).ToHaveTextAsync(link);
    }

    public async Task ReloadAsync()
    {
        await Page.ReloadAsync();
        await WaitUntilTheShopIsAliveAsync();
    }

    public async Task SignInAsync(string name, string email)
    {
        await GoToAsync("Account");
        await Page.GetByLabel("Name").FillAsync(name);
        await Page.GetByLabel("E-mail").FillAsync(email);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(Page.GetByText("Signed in as")).ToBeVisibleAsync();
    }

    public async Task SignOutAsync()
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }

    public ValueTask DisposeAsync() => Person.DisposeAsync();

    // Prerendered pages look finished before they are: the shop marks itself when its code runs.
    private Task WaitUntilTheShopIsAliveAsync() => Expect(Page.Locator("[data-shop-alive]")).ToBeAttachedAsync(new() { Timeout = 180_000 });
}
