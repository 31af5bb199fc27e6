using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>The body of <c>POST /v1/operator/auth/login</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record OperatorLoginRequest
{
    /// <summary>The email address.</summary>
    public string? Email { get; init; }

    /// <summary>The password.</summary>
    public string? Password { get; init; }

    /// <summary>The six digits that the operator's authenticator app shows. Needed when the account has a second factor, unless <see cref="RecoveryCode"/> is given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Code { get; init; }

    /// <summary>One of the operator's recovery codes, in the place of <see cref="Code"/>. It is used up.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RecoveryCode { get; init; }
}

/// <summary>The body of <c>POST /v1/operator/conversations/{id}/transfer</c>. Exactly one of the two members is given.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TransferRequest
{
    /// <summary>The operator who should take it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OperatorId? OperatorId { get; init; }

    /// <summary>The department that should take it. The conversation waits there for an operator.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DepartmentId? DepartmentId { get; init; }
}

/// <summary>The body of <c>POST /v1/operator/conversations/{id}/assign</c>. Without a body it is assigned to the caller.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AssignRequest
{
    /// <summary>The operator who should take it; null for the caller.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OperatorId? OperatorId { get; init; }
}

/// <summary>The body of <c>PATCH /v1/operator/conversations/{id}/messages/{id}</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record EditMessageRequest
{
    /// <summary>The new text; empty only where the message has files.</summary>
    public string? Content { get; init; }
}
