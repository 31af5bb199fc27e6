using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>The body of <c>POST /v1/widget/callbacks</c>: a visitor asks for a callback, which starts a conversation.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CallbackRequest
{
    /// <summary>A UUID, preferably v7, created by the client: a repeated request with the same id returns the same conversation. Null when the request is not repeated.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MessageId? Id { get; init; }

    /// <summary>The number to call: 5 to 15 digits, with <c>+</c>, spaces, dots, hyphens, slashes and brackets.</summary>
    public string? Phone { get; init; }

    /// <summary>The name to ask for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>When the visitor would like the call; null for as soon as possible.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? At { get; init; }

    /// <summary>What it is about.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Note { get; init; }

    /// <summary>The department that should call.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DepartmentId? DepartmentId { get; init; }
}

/// <summary>A callback that a visitor asked for, as operators see it.</summary>
public sealed record CallbackPayload
{
    /// <summary>The number to call.</summary>
    public required string Phone { get; init; }

    /// <summary>The name to ask for.</summary>
    public string? Name { get; init; }

    /// <summary>When the visitor would like the call; null for as soon as possible.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>What it is about.</summary>
    public string? Note { get; init; }
}
