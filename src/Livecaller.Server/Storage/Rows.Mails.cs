namespace Livecaller.Server.Storage;

// A transcript that a visitor asked for. It is kept for a day after it was sent, to limit how many are sent.
internal sealed class TranscriptRow
{
    public required string Id { get; set; }
    public required string ConversationId { get; set; }
    public required string VisitorId { get; set; }
    public required string Email { get; set; }
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it is tried next; null once it was sent, or given up.</summary>
    public DateTimeOffset? DueAt { get; set; }

    public int Attempts { get; set; }
}
