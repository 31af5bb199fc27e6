using Microsoft.JSInterop;

namespace Livecaller.Blazor.Attachments;

/// <summary>A file that the visitor chose or recorded. It lies in the browser; here is what is known of it.</summary>
internal sealed record BrowserFile
{
    /// <summary>The browser's <c>Blob</c>.</summary>
    public required IJSObjectReference Blob { get; init; }

    /// <summary>The name, fit to be shown.</summary>
    public required string Name { get; init; }

    public required string ContentType { get; init; }

    public required long Size { get; init; }

    /// <summary>An address of this page at which the browser shows or plays it; null for what it does not show.</summary>
    public string? Preview { get; init; }

    public int? Width { get; init; }

    public int? Height { get; init; }

    /// <summary>The length of a recording in seconds.</summary>
    public double? Duration { get; init; }

    /// <summary>The loudness of a recording over its length, 0 to 1.</summary>
    public IReadOnlyList<double>? Waveform { get; init; }

    public AttachmentUpload ToUpload() => new()
    {
        Name = Name,
        ContentType = ContentType,
        Duration = Duration,
        Waveform = Waveform,
        Content = new BrowserFileStream(Blob, Size),
    };

    /// <summary>The outbox has the bytes: the page keeps no more of it than its preview.</summary>
    public ValueTask ReleaseAsync() => IgnoringGoneTabAsync(Blob.DisposeAsync);

    /// <summary>Nobody shows it any more.</summary>
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
            // The tab is gone, and everything in it.
        }
    }
}
