using System.Diagnostics;
using Livecaller.EndToEnd.Running;
using OpenQA.Selenium;
using OpenQA.Selenium.Interactions;
using OpenQA.Selenium.Remote;

namespace Livecaller.EndToEnd.OtherBrowsers;

/// <summary>A page in WebKitGTK's MiniBrowser, driven through WebKitWebDriver on a virtual display.</summary>
internal sealed class WebKitPage : DrivenPage
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private readonly Process _driver;
    private readonly VirtualDisplay _display;
    private readonly RemoteWebDriver _browser;

    private WebKitPage(Process driver, VirtualDisplay display, RemoteWebDriver browser) => (_driver, _display, _browser) = (driver, display, browser);

    public static async Task<DrivenPage> OpenAsync(int width, int height)
    {
        var display = await VirtualDisplay.StartAsync();
        var (driver, address) = await StartDriverAsync(display);
        var browser = await Task.Run(() => new RemoteWebDriver(address, new MiniBrowserOptions().ToCapabilities(), StartPatience));
        browser.Manage().Window.Size = new(width, height);
        return new WebKitPage(driver, display, browser);
    }

    public override Task GoToAsync(Uri address) => Task.Run(() => _browser.Navigate().GoToUrl(address));

    public override Task ReloadAsync() => Task.Run(() => _browser.Navigate().Refresh());

    public override async Task ClickAsync(string selector)
    {
        await WaitForElementAsync(selector);
        await Task.Run(() => _browser.FindElement(By.CssSelector(selector)).Click());
    }

    public override Task TypeAsync(string text) => Task.Run(() => new Actions(_browser).SendKeys(text).Perform());

    public override Task ChooseFileAsync(string selector, string path) => Task.Run(() => _browser.FindElement(By.CssSelector(selector)).SendKeys(path));

    public override Task<byte[]> TakePictureAsync() => Task.Run(() => _browser.GetScreenshot().AsByteArray);

    public override async Task<string> EvaluateAsync(string expression) =>
        await Task.Run(() => _browser.ExecuteScript($"return {expression}")) as string ?? throw new InvalidOperationException($"Not a string: {expression}");

    public override async ValueTask DisposeAsync()
    {
        await Task.Run(_browser.Quit);
        _browser.Dispose();
        _driver.Kill(entireProcessTree: true);
        await _driver.WaitForExitAsync();
        _driver.Dispose();
        await _display.DisposeAsync();
    }

    private static async Task<(Process, Uri)> StartDriverAsync(VirtualDisplay display)
    {
        var port = FreePort.Next();
        var driver = Process.Start(new ProcessStartInfo("WebKitWebDriver", [$"--port={port}", "--host=127.0.0.1"])
        {
            Environment =
            {
                ["DISPLAY"] = display.Name,
                ["LANG"] = "C.UTF-8",
                // There is no user namespace for the sandbox where the tests run as root, and no graphics card.
                ["WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS"] = "1",
                ["WEBKIT_DISABLE_COMPOSITING_MODE"] = "1",
                ["LIBGL_ALWAYS_SOFTWARE"] = "1",
            },
        })!;
        var address = new Uri($"http://127.0.0.1:{port}/");
        using var http = new HttpClient { BaseAddress = address };
        using var patience = new CancellationTokenSource(StartPatience, TimeProvider.System);
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await AnswersAsync(http)) await looks.WaitForNextTickAsync(patience.Token);
        return (driver, address);
    }

    private static async Task<bool> AnswersAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync("status");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private sealed class MiniBrowserOptions : DriverOptions
    {
        private readonly Dictionary<string, object> _options = [];

        public MiniBrowserOptions()
        {
            BrowserName = "MiniBrowser";
            AddAdditionalOption("webkitgtk:browserOptions", new Dictionary<string, object>
            {
                ["binary"] = FindMiniBrowser(),
                ["args"] = new[] { "--automation" },
            });
        }

        public override void AddAdditionalOption(string optionName, object optionValue) => _options[optionName] = optionValue;

        public override ICapabilities ToCapabilities()
        {
            var capabilities = GenerateDesiredCapabilities(true);
            foreach (var (name, value) in _options) capabilities.SetCapability(name, value);
            return capabilities;
        }

        // Debian keeps it in a folder of the machine's architecture.
        private static string FindMiniBrowser() =>
            Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu")
                .SelectMany(folder => Directory.EnumerateDirectories(folder, "webkit2gtk-4*"))
                .Select(folder => Path.Combine(folder, "MiniBrowser"))
                .FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("MiniBrowser is missing. Install webkit2gtk-driver.");
    }
}
