namespace Livecaller.EndToEnd.OtherBrowsers;

/// <summary>Somebody in the shop, in a browser that Playwright can't drive.</summary>
internal sealed class ShopVisitor(DrivenPage page)
{
    private const string Input = "dialog[open] textarea";
    private const string Bubble = "dialog[open] .bubble";

    public static async Task<ShopVisitor> EnterAsync(DrivenPage page, Uri shop)
    {
        await page.GoToAsync(shop);
        var visitor = new ShopVisitor(page);
        await visitor.WaitUntilTheShopIsAliveAsync();
        return visitor;
    }

    public async Task SignInAsync(string name, string email)
    {
        await page.ClickAsync("nav a[href=account]");
        await FillAsync("input[autocomplete=name]", name);
        await FillAsync("input[autocomplete=email]", email);
        await page.ClickAsync("main button[type=submit]");
        await page.WaitForTextAsync("main p", "Signed in as");
    }

    public async Task OpenChatAsync()
    {
        await page.ClickAsync("button.launcher[aria-label^='Open the chat']");
        await page.WaitForElementAsync(Input);
    }

    public async Task CloseChatAsync()
    {
        await page.ClickAsync("dialog[open] button[aria-label=Close]");
        await page.WaitForAsync("!document.querySelector('dialog[open]')");
    }

    public async Task SaysAsync(string text)
    {
        await FillAsync(Input, text);
        await page.TypeAsync(DrivenPage.Enter.ToString());
        await SeesAsync(text);
    }

    /// <summary>Writes into the field, but doesn't send it.</summary>
    public Task WritesAsync(string text) => FillAsync(Input, text);

    public Task SendAsync() => page.ClickAsync("dialog[open] button.send");

    public async Task AttachAsync(string path)
    {
        await page.ChooseFileAsync("dialog[open] input[type=file]", path);
        await page.WaitForElementAsync("dialog[open] button.send:not(:disabled)");
    }

    public Task SeesAsync(string text) => page.WaitForTextAsync(Bubble, text);

    /// <summary>Sees a picture that was loaded.</summary>
    public Task SeesPictureAsync() =>
        page.WaitForAsync("[...document.querySelectorAll('dialog[open] [role=log] img')].some(i => i.complete && i.naturalWidth > 100)");

    /// <summary>Sees that the server has stored everything.</summary>
    public Task SeesThatAllIsSentAsync() => page.WaitForAsync("""
        document.querySelector('dialog[open] .status') && !document.querySelector('dialog[open] :is([role=progressbar], .status[aria-label=Waiting])')
        """);

    public Task IsNotifiedOfAsync(string text) => page.WaitForTextAsync(".toast", text);

    public async Task ReloadAsync()
    {
        await page.ReloadAsync();
        await WaitUntilTheShopIsAliveAsync();
    }

    private async Task FillAsync(string field, string text)
    {
        await page.ClickAsync(field);
        await page.TypeAsync(text);
    }

    private Task WaitUntilTheShopIsAliveAsync() => page.WaitForAsync("document.querySelector('[data-shop-alive]')");
}
