using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>The body of <c>POST /v1/operator/departments</c>, and of <c>PATCH …/{id}</c>, which changes only the given members.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record DepartmentRequest
{
    /// <summary>The widget that it belongs to. Required for a new department; cannot be changed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WidgetId? WidgetId { get; init; }

    /// <summary>The name that visitors see: 1 to 100 characters. Required for a new department.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DisplayName { get; init; }

    /// <summary>When it is open; without hours it is always open.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeGroup? TimeGroup { get; init; }
}

/// <summary>A department as operators see it.</summary>
public sealed record OperatorDepartmentPayload
{
    /// <summary>The department's id.</summary>
    public required DepartmentId Id { get; init; }

    /// <summary>The widget that it belongs to.</summary>
    public required WidgetId WidgetId { get; init; }

    /// <summary>The name that visitors see.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Whether it is open now.</summary>
    public bool IsOpen { get; init; }

    /// <summary>When it opens next; null when it is open or never opens.</summary>
    public DateTimeOffset? NextOpen { get; init; }

    /// <summary>When it closes next; null when it is closed or never closes.</summary>
    public DateTimeOffset? NextClose { get; init; }

    /// <summary>Its opening hours; null when it is always open.</summary>
    public TimeGroup? TimeGroup { get; init; }
}
