using Microsoft.JSInterop;

namespace Livecaller.Components.Attachments;

/// <summary>A file that was chosen or recorded. Its bytes stay in the browser.</summary>
public sealed record BrowserFile
{
    /// <summary>The browser's <c>Blob</c>.</summary>
    public required IJSObjectReference Blob { get; init; }

    /// <summary>The name, fit to be shown.</summary>
    public required string Name { get; init; }

    /// <summary>The media type.</summary>
    public required string ContentType { get; init; }

    /// <summary>The size in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>An address of this page at which the browser shows or plays it; null for what it does not show.</summary>
    public string? Preview { get; init; }

    /// <summary>The width of an image in pixels.</summary>
    public int? Width { get; init; }

    /// <summary>The height of an image in pixels.</summary>
    public int? Height { get; init; }

    /// <summary>The length of a recording in seconds.</summary>
    public double? Duration { get; init; }

    /// <summary>The loudness of a recording over its length, 0 to 1.</summary>
    public IReadOnlyList<double>? Waveform { get; init; }

    /// <summary>Releases the bytes, which were read; the page keeps the preview.</summary>
    public ValueTask ReleaseAsync() => IgnoringGoneTabAsync(Blob.DisposeAsync);

    /// <summary>Releases the preview, which is not shown any more.</summary>
    public ValueTask ForgetPreviewAsync(IJSRuntime js) =>
        Preview is null ? ValueTask.CompletedTask : IgnoringGoneTabAsync(() => js.InvokeVoidAsync("URL.revokeObjectURL", Preview));

    private static async ValueTask IgnoringGoneTabAsync(Func<ValueTask> call)
    {
        try
        {
            await call();
        }
        catch (JSDisconnectedException)
        {
            // The tab is closed.
        }
    }
}
