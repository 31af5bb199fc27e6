using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>The body of <c>POST /v1/operator/operators</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record InviteOperatorRequest
{
    /// <summary>The email address that the operator will sign in with. Required.</summary>
    public string? Email { get; init; }

    /// <summary>The name that visitors see: 1 to 100 characters. Required; the operator can change it when accepting the invitation.</summary>
    public string? Name { get; init; }

    /// <summary><c>owner</c>, <c>administrator</c>, <c>supervisor</c> or <c>operator</c>. Required.</summary>
    public string? Role { get; init; }

    /// <summary>The departments that the operator works in; null for none in particular.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DepartmentId>? DepartmentIds { get; init; }
}

/// <summary>The body of <c>PATCH /v1/operator/operators/{id}</c>, which changes only the given members.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record UpdateOperatorRequest
{
    /// <summary><c>owner</c>, <c>administrator</c>, <c>supervisor</c> or <c>operator</c>. Another role ends the operator's sessions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Role { get; init; }

    /// <summary>Whether the operator is locked out. Locking ends the operator's sessions, sockets and API keys, and returns the open conversations to the queue.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsDisabled { get; init; }

    /// <summary>The departments that the operator works in.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DepartmentId>? DepartmentIds { get; init; }

    /// <summary>How many open conversations the operator takes at the same time, 1 to 100; 0 for no limit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? MaxConversations { get; init; }
}

/// <summary>The body of <c>POST /v1/operator/auth/invitation</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AcceptInvitationRequest
{
    /// <summary>The token of the invitation. Required.</summary>
    public string? Token { get; init; }

    /// <summary>The name that visitors see: 1 to 100 characters; null to keep the one of the invitation.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>The password that the operator signs in with. Required.</summary>
    public string? Password { get; init; }

    /// <summary>Returns the name only, for logs.</summary>
    public override string ToString() => $"{nameof(AcceptInvitationRequest)} {{ {nameof(Name)} = {Name} }}";
}

/// <summary>The body of <c>POST /v1/operator/api-keys</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CreateApiKeyRequest
{
    /// <summary>What the key is for: 1 to 100 characters. Required.</summary>
    public string? Name { get; init; }

    /// <summary>What the key may do, as permissions. At least one is required.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }
}
