namespace Livecaller.Server.Storage;

// An attachment that is still being uploaded. The length of its file says how many bytes have arrived.
internal sealed class UploadRow
{
    public required string Id { get; set; }
    public required string WidgetId { get; set; }
    public required string OwnerId { get; set; }
    public required string Name { get; set; }
    public required string MimeType { get; set; }
    public long Length { get; set; }
    public required string Metadata { get; set; }

    /// <summary>The address that it came from, as a keyed hash.</summary>
    public string? UploadedFrom { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
}

internal sealed class AttachmentRow
{
    public required string Id { get; set; }
    public required string WidgetId { get; set; }
    public required string OwnerId { get; set; }
    public string? MessageId { get; set; }
    public required string Name { get; set; }
    public required string MimeType { get; set; }
    public long Size { get; set; }
    public int? Width { get; set; }
    public int? Height { get; set; }
    public bool HasThumbnail { get; set; }
    public double? Duration { get; set; }
    public List<double>? Waveform { get; set; }
    public string? UploadMetadata { get; set; }

    /// <summary>The address that it came from, as a keyed hash; null for attachments of older versions.</summary>
    public string? UploadedFrom { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When the last byte arrived. An attachment that no message uses within a day is removed.</summary>
    public DateTimeOffset CompletedAt { get; set; }
}
