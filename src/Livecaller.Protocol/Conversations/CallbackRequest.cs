using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>The body of <c>POST /v1/widget/callbacks</c>: the visitor asks to be called back. It begins a conversation.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CallbackRequest
{
    /// <summary>A UUID, best a v7, made by the visitor's side: the same one answers with the same conversation. Null for a call that is not to be repeated.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MessageId? Id { get; init; }

    /// <summary>The number to call: 5 to 15 digits, with <c>+</c>, spaces, dots, hyphens, slashes and brackets.</summary>
    public string? Phone { get; init; }

    /// <summary>Whom to ask for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>When the visitor would like to be called; null for as soon as possible.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? At { get; init; }

    /// <summary>What it is about.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Note { get; init; }

    /// <summary>The department that shall call.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DepartmentId? DepartmentId { get; init; }
}

/// <summary>A call that a visitor asked for, as operators see it.</summary>
public sealed record CallbackPayload
{
    /// <summary>The number to call.</summary>
    public required string Phone { get; init; }

    /// <summary>Whom to ask for.</summary>
    public string? Name { get; init; }

    /// <summary>When the visitor would like to be called; null for as soon as possible.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>What it is about.</summary>
    public string? Note { get; init; }
}
