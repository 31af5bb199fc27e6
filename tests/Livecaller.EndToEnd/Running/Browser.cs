using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Livecaller.EndToEnd.Running.Browser))]

namespace Livecaller.EndToEnd.Running;

/// <summary>The machine's own Chromium, for all tests. Each person gets a context: cookies and storage of their own.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>In milliseconds. Nothing waits so long where it works, however busy the machine is.</summary>
    private const int Patience = 60_000;

    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
                // A microphone that beeps.
                "--use-fake-device-for-media-stream",
            ],
        });
    }

    public async Task<Person> OpenAsync(Uri address, int width = 1280, int height = 800)
    {
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            ViewportSize = new() { Width = width, Height = height },
            Locale = "en-GB",
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(Patience);
        return new Person(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
