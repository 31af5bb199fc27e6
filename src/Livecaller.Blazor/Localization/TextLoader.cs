using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.JSInterop;

namespace Livecaller.Blazor.Localization;

/// <summary>Fetches a language's texts through the browser: that works in every kind of host, and each browser keeps the file.</summary>
internal sealed partial class TextLoader(TextLibrary library, IJSRuntime js, ILogger logger)
{
    // Ten times what the largest file has.
    private const long MaxBytes = 128 * 1024;

    private readonly Dictionary<string, Task> _loading = new(StringComparer.Ordinal);

    /// <summary>Where the texts are put.</summary>
    public TextLibrary Library => library;

    /// <summary>
    /// Makes a language's texts available, if there are any. Where they cannot be had, English stands in; the next call tries again.
    /// Calls while one is under way share it.
    /// </summary>
    public async Task LoadAsync(string written)
    {
        if (!library.Lacks(written)) return;
        if (!_loading.TryGetValue(written, out var loading)) _loading[written] = loading = FetchAsync(written);
        await loading;
        _loading.Remove(written);
    }

    private async Task FetchAsync(string written)
    {
        try
        {
            await using var module = await js.InvokeAsync<IJSObjectReference>("import", "./_content/Livecaller.Blazor/texts.js");
            // As a stream: in server mode a single answer of more than 32 KiB ends the circuit, and a browser could send anything.
            await using var file = await module.InvokeAsync<IJSStreamReference>("load", written);
            await using var bytes = await file.OpenReadStreamAsync(MaxBytes);
            using var reader = new StreamReader(bytes, Encoding.UTF8);
            library.Add(written, await reader.ReadToEndAsync());
        }
        catch (JSDisconnectedException)
        {
            // The tab is closed.
        }
        catch (Exception e)
        {
            // On any error, the chat stays in English.
            LogMissing(e, written);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The chat's texts in the language '{Language}' could not be loaded; English stands in for them.")]
    private partial void LogMissing(Exception exception, string language);
}
