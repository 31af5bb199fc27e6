using Livecaller.Blazor.Chat;
using Livecaller.Components.Attachments;

namespace Livecaller.Blazor.Attachments;

/// <summary>The files of the visitor's conversation, stored ones and those that are being uploaded, and what a chosen file is uploaded from.</summary>
internal static class MessageAttachments
{
    /// <summary>The files of a message in their order; none of a deleted one.</summary>
    public static IReadOnlyList<ShownFile> Of(ConversationMessage message, ChatContext context) =>
        message.Payload.DeletedAt is not null ? []
        : message.Uploads.IsDefaultOrEmpty ? [.. message.Payload.Attachments.Select((a, i) => ShownFile.Of(a, context.ServerUrl, context.Memory.Sent.Find(message.Id, i)))]
        : [.. message.Uploads.Select((u, i) => Of(u, context.Memory.Sent.Find(message.Id, i), message.Status))];

    public static AttachmentUpload ToUpload(this BrowserFile file) => new()
    {
        Name = file.Name,
        ContentType = file.ContentType,
        Duration = file.Duration,
        Waveform = file.Waveform,
        Content = new BrowserFileStream(file.Blob, file.Size),
    };

    private static ShownFile Of(MessageUpload upload, BrowserFile? own, MessageStatus status) => new()
    {
        Name = SafeText.FileName(upload.Name),
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
