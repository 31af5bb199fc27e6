using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>The body of <c>POST /v1/operator/auth/login</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record OperatorLoginRequest
{
    /// <summary>The e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>The password.</summary>
    public string? Password { get; init; }
}

/// <summary>The body of <c>POST /v1/operator/conversations/{id}/transfer</c>. Exactly one of the two is named.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record TransferRequest
{
    /// <summary>The operator who shall go on with it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OperatorId? OperatorId { get; init; }

    /// <summary>The department that shall go on with it: it waits there for an operator.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DepartmentId? DepartmentId { get; init; }
}

/// <summary>The body of <c>POST /v1/operator/conversations/{id}/assign</c>. Without a body the caller takes it.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AssignRequest
{
    /// <summary>The operator who shall take it; null stands for the caller.</summary>
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
