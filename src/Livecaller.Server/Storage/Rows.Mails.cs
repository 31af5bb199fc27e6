namespace Livecaller.Server.Storage;

// A transcript that a visitor asked for. It stays for a day after it was sent, so that nobody is mailed without end.
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
