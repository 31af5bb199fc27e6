using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>An operator as the team's list shows them.</summary>
public sealed record TeamOperatorPayload
{
    /// <summary>The operator's id.</summary>
    public required OperatorId Id { get; init; }

    /// <summary>The name that visitors see.</summary>
    public required string Name { get; init; }

    /// <summary>The email address that the operator signs in with.</summary>
    public required string Email { get; init; }

    /// <summary><c>owner</c>, <c>administrator</c>, <c>supervisor</c> or <c>operator</c>.</summary>
    public required string Role { get; init; }

    /// <summary>The address of the avatar that visitors see.</summary>
    public string? AvatarUrl { get; init; }

    /// <summary>Whether the operator is locked out.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>What the operator has set: <c>online</c>, <c>away</c> or <c>offline</c>.</summary>
    public required string Availability { get; init; }

    /// <summary>The departments that the operator works in; empty for none in particular.</summary>
    public required IReadOnlyList<DepartmentId> DepartmentIds { get; init; }

    /// <summary>How many open conversations the operator takes at the same time; null for no limit.</summary>
    public int? MaxConversations { get; init; }

    /// <summary>How many open conversations the operator has.</summary>
    public int OpenConversations { get; init; }

    /// <summary>When a session of the operator was last used, to within five minutes; null for never, or longer ago than sessions are kept.</summary>
    public DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>When the invitation that the operator has not accepted yet expires; null for none.</summary>
    public DateTimeOffset? InvitationExpiresAt { get; init; }
}

/// <summary>The link that an invited operator opens.</summary>
public sealed record InvitationPayload
{
    /// <summary>The address of the page where the invitation is accepted. Whoever has it can accept it, once. Null on a server without a dashboard.</summary>
    public string? Url { get; init; }

    /// <summary>The token in the address, for <c>POST /v1/operator/auth/invitation</c>.</summary>
    public required string Token { get; init; }

    /// <summary>When the invitation expires.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Whether the link was sent to the operator's email address.</summary>
    public bool IsMailed { get; init; }

    /// <summary>Returns the times without the link, for logs.</summary>
    public override string ToString() => $"{nameof(InvitationPayload)} {{ {nameof(ExpiresAt)} = {ExpiresAt:O}, {nameof(IsMailed)} = {IsMailed} }}";
}

/// <summary>The response of <c>POST /v1/operator/operators</c>.</summary>
/// <param name="Data">The operator.</param>
/// <param name="Invitation">The link to send to the operator. It is shown only now.</param>
public sealed record InvitedOperator(TeamOperatorPayload Data, InvitationPayload Invitation);

/// <summary>A key that programs call the operator API with.</summary>
public sealed record ApiKeyPayload
{
    /// <summary>The key's id.</summary>
    public required string Id { get; init; }

    /// <summary>What the key is for.</summary>
    public required string Name { get; init; }

    /// <summary>What the key may do, as long as the operator who created it may.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The first characters of the key, to recognize it by.</summary>
    public required string Prefix { get; init; }

    /// <summary>The operator who created the key. The key ends when this operator is locked out.</summary>
    public required OperatorSummary CreatedBy { get; init; }

    /// <summary>When the key was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the key was last used, to within five minutes; null for never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }
}

/// <summary>The response of <c>POST /v1/operator/api-keys</c>.</summary>
/// <param name="Data">The key's description.</param>
/// <param name="Key">The key, to send as a bearer token. It is shown only now.</param>
public sealed record CreatedApiKey(ApiKeyPayload Data, string Key)
{
    /// <summary>Returns the description without the key, for logs.</summary>
    public override string ToString() => $"{nameof(CreatedApiKey)} {{ {nameof(Data)} = {Data} }}";
}
