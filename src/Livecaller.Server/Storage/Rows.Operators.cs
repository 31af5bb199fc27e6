using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Identity;

namespace Livecaller.Server.Storage;

// A sign-in of an operator, for the dashboard's cookie and for tokens of the API.
internal sealed class OperatorSessionRow
{
    public required string Id { get; set; }
    public Guid OperatorId { get; set; }
    public OperatorSessionKind Kind { get; set; }

    /// <summary>Whether an OpenID Connect provider signed the operator in.</summary>
    public bool IsExternal { get; set; }

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

// The authenticator app of an operator: the second factor of an account whose TwoFactorEnabled is set.
internal sealed class OperatorAuthenticatorRow
{
    public Guid OperatorId { get; set; }

    /// <summary>Encrypted: see AuthenticatorStore.</summary>
    public required string Key { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>The time step of the last code that was used. Neither it nor an earlier one is accepted again.</summary>
    public long LastStep { get; set; }
}

// A code that an operator signs in with, once, without the authenticator app.
internal sealed class OperatorRecoveryCodeRow
{
    public Guid OperatorId { get; set; }

    /// <summary>SHA-256 in hexadecimal. The code has 80 random bits, so nobody finds it by trying.</summary>
    public required string Hash { get; set; }
}

internal sealed class OperatorPasskeyRow : IdentityUserPasskey<Guid>
{
    /// <summary>When an operator last signed in with it; null for never.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }
}
