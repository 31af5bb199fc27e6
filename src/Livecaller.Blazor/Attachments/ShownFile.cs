using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Localization;
using Livecaller.Protocol;

namespace Livecaller.Blazor.Attachments;

/// <summary>A file of a message as it is shown: the server's, or one that is on its way.</summary>
internal sealed record ShownFile
{
    /// <summary>The file in the server's hands; null while it is on its way.</summary>
    public AttachmentPayload? Stored { get; init; }

    /// <summary>The name, fit to be shown.</summary>
    public required string Name { get; init; }

    public required string MimeType { get; init; }

    public required long Size { get; init; }

    /// <summary>Where it can be loaded; null where it cannot.</summary>
    public string? Url { get; init; }

    /// <summary>Where it is played from: from the page, as long as that has it.</summary>
    public string? Source { get; init; }

    /// <summary>Where its picture can be loaded, small if there is such one.</summary>
    public string? Thumbnail { get; init; }

    public int? Width { get; init; }

    public int? Height { get; init; }

    public double? Duration { get; init; }

    public IReadOnlyList<double>? Waveform { get; init; }

    /// <summary>The part that the server has, 0 to 1; null once it has all, or refused it.</summary>
    public double? Progress { get; init; }

    // What is not shown here any more after a reload is a card until the server has it.
    public bool IsPicture => FileKind.IsPicture(MimeType) && Thumbnail is not null;

    public bool IsSound => Source is not null && (FileKind.IsSound(MimeType) || Waveform is { Count: > 0 });

    /// <summary>The files of a message in their order; none of a deleted one.</summary>
    public static IReadOnlyList<ShownFile> Of(ConversationMessage message, ChatContext context) =>
        message.Payload.DeletedAt is not null ? []
        : message.Uploads.IsDefaultOrEmpty ? [.. message.Payload.Attachments.Select((a, i) => Of(a, context.Memory.Sent.Find(message.Id, i), context))]
        : [.. message.Uploads.Select((u, i) => Of(u, context.Memory.Sent.Find(message.Id, i), message.Status))];

    private static ShownFile Of(AttachmentPayload attachment, BrowserFile? own, ChatContext context)
    {
        var url = context.SafeUrl(attachment.Url);
        return new()
        {
            Stored = attachment,
            Name = FileText.SafeName(attachment.Name),
            MimeType = attachment.MimeType,
            Size = attachment.Size,
            Url = url,
            Source = own?.Preview ?? url,
            Thumbnail = own?.Preview ?? context.SafeUrl(attachment.ThumbnailUrl) ?? url,
            Width = own?.Width ?? attachment.Width,
            Height = own?.Height ?? attachment.Height,
            Duration = attachment.Duration ?? own?.Duration,
            Waveform = attachment.Waveform ?? own?.Waveform,
        };
    }

    private static ShownFile Of(MessageUpload upload, BrowserFile? own, MessageStatus status) => new()
    {
        Name = FileText.SafeName(upload.Name),
        MimeType = upload.ContentType,
        Size = upload.Size,
        Url = own?.Preview,
        Source = own?.Preview,
        Thumbnail = own?.Preview,
        Width = own?.Width,
        Height = own?.Height,
        Duration = own?.Duration,
        Waveform = own?.Waveform,
        Progress = status == MessageStatus.Failed ? null : Math.Clamp(upload.Progress, 0, 1),
    };
}
