using System.Text.Json;
using Livecaller.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Livecaller.EndToEnd.AnyPage;

/// <summary>Somebody on a page that has the chat by the script tag alone.</summary>
internal sealed class Guest(Person person) : IAsyncDisposable
{
    // The frame starts a runtime, on a machine that may have much else to do.
    private const int RuntimePatience = 180_000;

    public Person Person { get; } = person;

    public IPage Page => Person.Page;

    /// <summary>The button.</summary>
    public ILocator Launcher => Page.Locator("livecaller-widget button.launcher");

    /// <summary>The frame as the page has it.</summary>
    public ILocator FrameElement => Page.Locator("livecaller-widget iframe");

    /// <summary>What is in the frame.</summary>
    public IFrameLocator Frame => Page.FrameLocator("livecaller-widget iframe");

    public ILocator Input => Frame.Locator("textarea");

    public static async Task<Guest> EnterAsync(Browser browser, StaticSite site, string path = "/", int width = 1280, int height = 800)
    {
        var guest = new Guest(await browser.OpenAsync(site.Address, width, height));
        await guest.Page.GotoAsync(path);
        return guest;
    }

    public async Task OpenChatAsync()
    {
        await Launcher.ClickAsync();
        await Expect(Input).ToBeVisibleAsync(new() { Timeout = RuntimePatience });
    }

    public async Task SaysAsync(string text)
    {
        await Input.FillAsync(text);
        await Input.PressAsync("Enter");
        await SeesAsync(text);
        await Expect(Frame.GetByText("Waiting", new() { Exact = true })).ToHaveCountAsync(0);
    }

    public async Task AttachAsync(string name, string mimeType, byte[] content)
    {
        await Frame.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = name, MimeType = mimeType, Buffer = content });
        await Expect(Frame.GetByRole(AriaRole.Button, new() { Name = "Send", Exact = true })).ToBeEnabledAsync();
    }

    public Task SeesAsync(string text) => Expect(Frame.Locator(".bubble").Filter(new() { HasText = text })).ToHaveCountAsync(1);

    /// <summary>The same as <c>LiveCaller.$emit</c> in a script of the page.</summary>
    public Task EmitAsync(string name, string? value = null) =>
        Page.EvaluateAsync("([name, value]) => LiveCaller.$emit(name, value ?? undefined)", new[] { name, value });

    /// <summary>What the page's listeners have heard of an event so far: see <see cref="LoaderTag.Listening"/>.</summary>
    public async Task<JsonElement[]> HeardAsync(string name) =>
        [.. JsonDocument.Parse(await Page.EvaluateAsync<string>("name => JSON.stringify(heard.filter(h => h.name === name).map(h => h.data ?? null))", name))
            .RootElement.EnumerateArray()];

    /// <summary>Waits until the page has heard so many events of a name.</summary>
    public Task HearsAsync(string name, int count) => Page.WaitForFunctionAsync(
        "([name, count]) => heard.filter(h => h.name === name).length === count", new object[] { name, count }, new() { Timeout = RuntimePatience });

    public ValueTask DisposeAsync() => Person.DisposeAsync();
}
