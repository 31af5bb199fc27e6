using System.Collections.Immutable;
using System.Diagnostics;
using OpenQA.Selenium.BiDi;
using OpenQA.Selenium.BiDi.BrowsingContext;
using OpenQA.Selenium.BiDi.Input;
using OpenQA.Selenium.BiDi.Log;
using OpenQA.Selenium.BiDi.Script;
using OpenQA.Selenium.BiDi.Session;

namespace Livecaller.EndToEnd.OtherBrowsers;

/// <summary>A page in Firefox, which speaks WebDriver BiDi itself: there is no driver between it and the test.</summary>
internal sealed class FirefoxPage : DrivenPage
{
    private const string Listening = "WebDriver BiDi listening on ";
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private readonly Process _firefox;
    private readonly string _profile;
    private readonly IBiDi _browser;
    private readonly BrowsingContext _page;

    private FirefoxPage(Process firefox, string profile, IBiDi browser, BrowsingContext page) =>
        (_firefox, _profile, _browser, _page) = (firefox, profile, browser, page);

    public static async Task<DrivenPage> OpenAsync(int width, int height)
    {
        var profile = Directory.CreateTempSubdirectory("livecaller-firefox-").FullName;
        await File.WriteAllTextAsync(Path.Combine(profile, "user.js"), """
            user_pref("intl.accept_languages", "en-GB, en");
            user_pref("ui.prefersReducedMotion", 1);
            user_pref("datareporting.policy.dataSubmissionEnabled", false);
            """);
        var (firefox, address) = await StartAsync(profile);
        var browser = await BiDi.ConnectAsync(new Uri(address, "session"));
        await browser.NewAsync(new CapabilitiesRequest());
        var page = (await browser.BrowsingContext.CreateAsync(ContextType.Tab)).Context;
        await page.SetViewportAsync(new() { Viewport = new Viewport(width, height) });
        var opened = new FirefoxPage(firefox, profile, browser, page);
        await page.Log.EntryAdded.SubscribeAsync(entry =>
        {
            if (entry.Level == Level.Error) opened.Errors.Enqueue(entry.Text ?? "?");
        });
        return opened;
    }

    public override Task GoToAsync(Uri address) => _page.NavigateAsync(address.ToString(), new() { Wait = ReadinessState.Complete });

    public override Task ReloadAsync() => _page.ReloadAsync(new() { Wait = ReadinessState.Complete });

    public override async Task ClickAsync(string selector)
    {
        var element = await FindAsync(selector);
        await _page.Input.PerformActionsAsync(
        [
            new PointerSourceActions("mouse",
            [
                new PointerMoveAction(0, 0) { Origin = new ElementOrigin(element) }, new PointerDownAction(0), new PointerUpAction(0),
            ]),
        ]);
    }

    public override Task TypeAsync(string text) => _page.Input.PerformActionsAsync(
    [
        new KeySourceActions("keys", [.. text.SelectMany(c => new IKeySourceAction[] { new KeyDownAction(c), new KeyUpAction(c) })]),
    ]);

    public override async Task ChooseFileAsync(string selector, string path) => await _page.Input.SetFilesAsync(await FindAsync(selector), [path]);

    public override async Task<byte[]> TakePictureAsync() => (await _page.CaptureScreenshotAsync()).ToByteArray();

    public override async Task<string> EvaluateAsync(string expression)
    {
        var result = await _page.Script.EvaluateAsync(expression, awaitPromise: true);
        return result is EvaluateResultSuccess { Result: StringRemoteValue text }
            ? text.Value
            : throw new InvalidOperationException($"{expression}: {result}");
    }

    public override async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _firefox.Kill(entireProcessTree: true);
        await _firefox.WaitForExitAsync();
        _firefox.Dispose();
        Directory.Delete(_profile, recursive: true);
    }

    private async Task<ISharedReference> FindAsync(string selector)
    {
        await WaitForElementAsync(selector.Contains("type=file", StringComparison.Ordinal) ? "body" : selector);
        var found = await _page.LocateNodesAsync(new CssLocator(selector));
        return new SharedReference(found.Nodes[0].SharedId!);
    }

    private static async Task<(Process, Uri)> StartAsync(string profile)
    {
        var firefox = Process.Start(new ProcessStartInfo("firefox-esr", ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { ["HOME"] = profile },
        })!;
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        firefox.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null) address.TrySetException(new InvalidOperationException("Firefox ended before it listened."));
            else if (line.Data.IndexOf(Listening, StringComparison.Ordinal) is var at and >= 0) address.TrySetResult(new Uri(line.Data[(at + Listening.Length)..]));
        };
        firefox.BeginErrorReadLine();
        firefox.BeginOutputReadLine();
        return (firefox, await address.Task.WaitAsync(StartPatience, TimeProvider.System));
    }
}
