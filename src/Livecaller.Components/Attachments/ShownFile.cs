namespace Livecaller.Components.Attachments;

/// <summary>A file of a message as it is shown: stored, or still being uploaded.</summary>
public sealed record ShownFile
{
    /// <summary>The stored file; null while it is uploaded.</summary>
    public AttachmentPayload? Stored { get; init; }

    /// <summary>The name, fit to be shown.</summary>
    public required string Name { get; init; }

    /// <summary>The media type.</summary>
    public required string MimeType { get; init; }

    /// <summary>The size in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Where it can be loaded; null where it cannot.</summary>
    public string? Url { get; init; }

    /// <summary>Where it is played from: from the page, as long as that has it.</summary>
    public string? Source { get; init; }

    /// <summary>Where its image can be loaded, small if there is such one.</summary>
    public string? Thumbnail { get; init; }

    /// <summary>The width of an image in pixels; null where it is not known.</summary>
    public int? Width { get; init; }

    /// <summary>The height of an image in pixels; null where it is not known.</summary>
    public int? Height { get; init; }

    /// <summary>The length of a recording in seconds; null where it is not known.</summary>
    public double? Duration { get; init; }

    /// <summary>The loudness of a recording over its length, 0 to 1; null where it was not measured.</summary>
    public IReadOnlyList<double>? Waveform { get; init; }

    /// <summary>The part that the server has, 0 to 1; null once it has all, or refused it.</summary>
    public double? Progress { get; init; }

    /// <summary>Whether it is shown as an image. One that this page has no preview of is a card until the server has it.</summary>
    public bool IsImage => FileKind.IsImage(MimeType) && Thumbnail is not null;

    /// <summary>Whether it is played in its place.</summary>
    public bool IsSound => Source is not null && (FileKind.IsSound(MimeType) || Waveform is { Count: > 0 });

    /// <summary>A stored file.</summary>
    internal static ShownFile Of(AttachmentPayload attachment, Uri? server, BrowserFile? own = null)
    {
        var url = SafeUrl.Resolve(attachment.Url, server);
        return new()
        {
            Stored = attachment,
            Name = SafeText.FileName(attachment.Name),
            MimeType = attachment.MimeType,
            Size = attachment.Size,
            Url = url,
            Source = own?.Preview ?? url,
            Thumbnail = own?.Preview ?? SafeUrl.Resolve(attachment.ThumbnailUrl, server) ?? url,
            Width = own?.Width ?? attachment.Width,
            Height = own?.Height ?? attachment.Height,
            Duration = attachment.Duration ?? own?.Duration,
            Waveform = attachment.Waveform ?? own?.Waveform,
        };
    }
}
