namespace Livecaller.Server.Storage;

// An attachment whose bytes are still coming. How many have come is the length of its file: only the disk knows that for certain.
internal sealed class UploadRow
{
    public required string Id { get; set; }
    public required string WidgetId { get; set; }
    public required string OwnerId { get; set; }
    public required string Name { get; set; }
    public required string MimeType { get; set; }
    public long Length { get; set; }
    public required string Metadata { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
}
