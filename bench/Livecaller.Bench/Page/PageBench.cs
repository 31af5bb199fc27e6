using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace Livecaller.Bench.Page;

/// <summary>Measures a published WebAssembly app in a browser: opening, scrolling, typing, and memory over time.</summary>
internal sealed class PageBench : IBench
{
    private const int Messages = 10_000;
    private const int KeyPresses = 200;

    public string Name => "page";

    public string Description => "the chat in Chromium with 10,000 messages: open, scroll, type, memory; arguments: [minutes=10]";

    public async Task<int> RunAsync(string[] arguments)
    {
        var minutes = Rounds.Argument(arguments, 0, 10);
        using var published = await PublishedPage.PublishAsync();
        await using var server = await PageServer.StartAsync(published);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--enable-precise-memory-info"],
        });
        var serverBefore = await MeasureServerMemoryAsync(await OpenAsync(browser, server));
        var page = await OpenAsync(browser, server);
        Console.WriteLine($"messages loaded: {await page.Locator("#loaded").TextContentAsync()}");

        Console.WriteLine($"open to interactive: {await page.EvaluateAsync<double>("measures.open()"):0} ms (target: less than 300)");
        await ScrollAsync(page);
        await page.Locator("#start-messages").ClickAsync();
        await MeasureTypingAsync(page);
        var growth = await MeasureMemoryAsync(page, minutes);
        var ofServer = await MeasureServerMemoryAsync(page) - serverBefore;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"growth {growth / 1e6:0.0} MB, including {ofServer / 1e6:0.0} MB for the in-memory server; chat {(growth - ofServer) / 1e6:0.0} MB"));
        return 0;
    }

    private static async Task<IPage> OpenAsync(IBrowser browser, PageServer server)
    {
        var page = await browser.NewPageAsync();
        await page.GotoAsync(new Uri(server.Address, $"?messages={Messages}").ToString());
        await page.Locator("#open:enabled").WaitForAsync(new() { Timeout = 300_000 });
        await page.AddScriptTagAsync(new() { Content = await LoadScriptAsync() });
        return page;
    }

    private static async Task ScrollAsync(IPage page)
    {
        var frames = await page.EvaluateAsync<double[]>("measures.scroll(600, -120)");
        var quick = frames.Count(f => f < 33) * 100.0 / frames.Length;
        Console.WriteLine($"scroll frames under 33 ms: {quick:0.0} % of {frames.Length} (target: 95); p50 {At(frames, .5):0.0}, p95 {At(frames, .95):0.0}, max {frames.Max():0} ms");
        await page.EvaluateAsync("document.querySelector('.lc .log').scrollTo(0, 1e9)");
    }

    private static async Task MeasureTypingAsync(IPage page)
    {
        await page.EvaluateAsync("measures.listen()");
        for (var i = 0; i < KeyPresses; i++) await page.Keyboard.PressAsync("a", new() { Delay = 30 });
        var keys = await page.EvaluateAsync<double[]>("keys");
        Console.WriteLine($"key press to character at 50 messages per second: p50 {At(keys, .5):0.0}, p95 {At(keys, .95):0.0}, max {keys.Max():0.0} ms of {keys.Length} (target: less than 16)");
    }

    // The benchmark's server runs in the page and keeps all messages.
    private static async Task<double> MeasureServerMemoryAsync(IPage page)
    {
        await page.EvaluateAsync("document.querySelector('#leave').click()");
        await page.Locator(".lc").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        var weight = await MeasureHeapAsync(page);
        await page.CloseAsync();
        return weight;
    }

    private static async Task<double> MeasureHeapAsync(IPage page)
    {
        var before = await page.Locator("#memory").GetAttributeAsync("data-count");
        await page.EvaluateAsync("document.querySelector('#measure').click()");
        await page.Locator($"#memory:not([data-count='{before}'])").WaitForAsync();
        return double.Parse(await page.Locator("#memory").InnerTextAsync(), CultureInfo.InvariantCulture);
    }

    private static async Task<double> MeasureMemoryAsync(IPage page, int minutes)
    {
        var (first, last) = (0.0, 0.0);
        for (var minute = 0; minute <= minutes; minute++)
        {
            last = await MeasureHeapAsync(page);
            if (minute == 0) first = last;
            var weight = await page.EvaluateAsync<JsonElement>("measures.weight()");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"minute {minute,2}: {weight.GetProperty("nodes").GetInt32():N0} elements, {last / 1e6:0.0} MB of .NET objects, {weight.GetProperty("script").GetDouble() / 1e6:0.0} MB of script"));
            if (minute < minutes) await page.WaitForTimeoutAsync(60_000);
        }

        return last - first;
    }

    private static double At(double[] values, double part) => values.Order().ElementAt((int)(part * (values.Length - 1)));

    private static async Task<string> LoadScriptAsync()
    {
        await using var stream = typeof(PageBench).Assembly.GetManifestResourceStream("page-measures.js")!;
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
