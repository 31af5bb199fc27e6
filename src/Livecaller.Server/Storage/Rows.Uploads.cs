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
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
}
