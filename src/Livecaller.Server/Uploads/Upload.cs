using System.Globalization;

namespace Livecaller.Server.Uploads;

// The state of an upload: its attachment, how many bytes have arrived, and when it expires.
internal sealed record Upload(AttachmentRow Attachment, long Offset, DateTimeOffset? Expires)
{
    public bool IsComplete => Expires is null;

    public long Missing => Attachment.Size - Offset;

    /// <summary>Writes offset and expiry into the headers.</summary>
    public void WriteTo(HttpResponse response)
    {
        response.Headers[Tus.Offset] = Offset.ToString(CultureInfo.InvariantCulture);
        if (Expires is { } expires) response.Headers[Tus.Expires] = expires.ToString("R", CultureInfo.InvariantCulture);
    }

    public static Upload Of(AttachmentRow complete) => new(complete, complete.Size, null);

    public static Upload Of(UploadRow row, long offset)
    {
        var recording = UploadMetadata.RecordingIn(row.Metadata);
        return new(
            new AttachmentRow
            {
                Id = row.Id,
                WidgetId = row.WidgetId,
                OwnerId = row.OwnerId,
                Name = row.Name,
                MimeType = row.MimeType,
                Size = row.Length,
                Duration = recording.Duration,
                Waveform = recording.Waveform,
                UploadMetadata = row.Metadata,
                UploadedFrom = row.UploadedFrom,
                CreatedAt = row.CreatedAt,
            }, offset, row.ExpiresAt);
    }
}
