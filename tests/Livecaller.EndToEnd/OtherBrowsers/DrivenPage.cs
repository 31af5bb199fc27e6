using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace Livecaller.EndToEnd.OtherBrowsers;

/// <summary>A page in a browser that Playwright can't drive. Elements are addressed by CSS selectors.</summary>
internal abstract class DrivenPage : IAsyncDisposable
{
    /// <summary>Enter, as WebDriver encodes it.</summary>
    public const char Enter = '\uE007';

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>What the page complained about in the console, as far as the browser reports it.</summary>
    public ConcurrentQueue<string> Errors { get; } = new();

    /// <summary>Opens an address.</summary>
    public abstract Task GoToAsync(Uri address);

    /// <summary>Loads the page again.</summary>
    public abstract Task ReloadAsync();

    /// <summary>Presses the pointer on an element.</summary>
    public abstract Task ClickAsync(string selector);

    /// <summary>Types into the element that has the focus.</summary>
    public abstract Task TypeAsync(string text);

    /// <summary>Chooses a file in a file input.</summary>
    public abstract Task ChooseFileAsync(string selector, string path);

    /// <summary>A picture of the page, as PNG.</summary>
    public abstract Task<byte[]> TakePictureAsync();

    public abstract ValueTask DisposeAsync();

    /// <summary>The value of an expression that is a string.</summary>
    public abstract Task<string> EvaluateAsync(string expression);

    /// <summary>Waits until an expression is true.</summary>
    public async Task WaitForAsync(string expression)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        using var looks = new PeriodicTimer(Pause);
        while (await EvaluateAsync($"String(!!({expression}))") != "true")
        {
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"Not in {Patience}: {expression}\n{await EvaluateAsync("document.body.innerText")}");
            await looks.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    /// <summary>Waits until an element is there and visible.</summary>
    public Task WaitForElementAsync(string selector) => WaitForAsync($"document.querySelector({Quote(selector)})?.checkVisibility({{ visibilityProperty: true }})");

    /// <summary>Waits until exactly so many elements contain a text.</summary>
    public Task WaitForTextAsync(string selector, string text, int count = 1) => WaitForAsync(string.Create(CultureInfo.InvariantCulture,
        $"[...document.querySelectorAll({Quote(selector)})].filter(e => e.innerText.includes({Quote(text)})).length === {count}"));

    /// <summary>A string as a literal of JavaScript.</summary>
    protected static string Quote(string text) => JsonSerializer.Serialize(text);
}
