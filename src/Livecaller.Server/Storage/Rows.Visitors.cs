namespace Livecaller.Server.Storage;

// A visitor or a network whose calls are refused. It has either of the two.
internal sealed class BlockRow
{
    public required string Id { get; set; }
    public string? VisitorId { get; set; }

    /// <summary>An address and the length of its prefix.</summary>
    public string? Network { get; set; }

    public string? Reason { get; set; }
    public Guid? CreatedBy { get; set; }
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it ends; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }
}
