using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>The body of <c>POST /v1/operator/canned-replies</c>, and of <c>PATCH …/{id}</c>, which changes only the given members.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CannedReplyRequest
{
    /// <summary>What it is found by: 1 to 40 letters, digits, '-' and '_'. Stored in lower case. Required for a new one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Shortcut { get; init; }

    /// <summary>The text, with <c>{{visitor.name}}</c> and <c>{{operator.name}}</c> for names, which the client fills in. Required for a new one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Content { get; init; }

    /// <summary>Whether all operators have it. By default it is the operator's own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? IsShared { get; init; }
}

/// <summary>A text that operators send again and again.</summary>
public sealed record CannedReplyPayload
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>What it is found by.</summary>
    public required string Shortcut { get; init; }

    /// <summary>The text, with variables.</summary>
    public required string Content { get; init; }

    /// <summary>Whether all operators have it.</summary>
    public required bool IsShared { get; init; }

    /// <summary>When it was changed last.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
