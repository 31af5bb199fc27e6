using Livecaller.Server.Operators;

namespace Livecaller.Server.Storage;

// A sign-in of an operator, for the dashboard's cookie and for tokens of the API.
internal sealed class OperatorSessionRow
{
    public required string Id { get; set; }
    public Guid OperatorId { get; set; }
    public OperatorSessionKind Kind { get; set; }

    /// <summary>The account's security stamp. With another one, the session has ended.</summary>
    public string SecurityStamp { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset LastSeenAt { get; set; }
    public DateTimeOffset ExpiresAt { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>Why it was revoked; null while it was not.</summary>
    public OperatorSessionEnd? RevokedBecause { get; set; }

    public string? Address { get; set; }
    public string? UserAgent { get; set; }
}
