using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>The body of <c>POST /v1/operator/views</c>, and of <c>PATCH …/{id}</c>, which changes only the given members.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SavedViewRequest
{
    /// <summary>The name: 1 to 60 characters. Required for a new one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    /// <summary>Whether all operators have it. By default it is the operator's own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsShared { get; init; }

    /// <summary>What it shows. Required for a new one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ViewFilters? Filters { get; init; }
}

/// <summary>A list of the inbox and what it is filtered by.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ViewFilters
{
    /// <summary><c>waiting</c>, <c>mine</c>, <c>all</c>, <c>mentions</c>, <c>snoozed</c> or <c>closed</c>.</summary>
    public string List { get; init; } = "all";

    /// <summary>Only conversations of this department; null for all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DepartmentId? DepartmentId { get; init; }

    /// <summary>Only conversations assigned to this operator; null for all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OperatorId? OperatorId { get; init; }

    /// <summary>Only conversations that have this tag; null for all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Tag { get; init; }

    /// <summary>Only conversations with these words, at most 200 characters; null for all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Search { get; init; }
}

/// <summary>A list of the inbox with filters, under a name.</summary>
public sealed record SavedViewPayload
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether all operators have it.</summary>
    public required bool IsShared { get; init; }

    /// <summary>What it shows.</summary>
    public required ViewFilters Filters { get; init; }

    /// <summary>When it was changed last.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
