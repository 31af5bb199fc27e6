using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>A problem document: how every error is answered. See <see href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</see>.</summary>
public sealed record Problem
{
    /// <summary>The media type of a problem document.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>A URI reference that names the kind of problem.</summary>
    public string? Type { get; init; }

    /// <summary>The kind of problem in words.</summary>
    public string? Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public int? Status { get; init; }

    /// <summary>What was received and what was expected.</summary>
    public string? Detail { get; init; }

    /// <summary>With 422: the reasons by field.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors { get; init; }
}
