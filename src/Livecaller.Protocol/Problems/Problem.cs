using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>A problem document: the body of every error response. See <see href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</see>.</summary>
public sealed record Problem
{
    /// <summary>The media type of a problem document.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>The type of the problem when a login lacks the code of the second factor.</summary>
    public const string SecondFactorRequired = "urn:livecaller:problem:second-factor-required";

    /// <summary>The type of the problem when an operator must set up a second factor on the dashboard first.</summary>
    public const string SecondFactorMissing = "urn:livecaller:problem:second-factor-missing";

    /// <summary>The type of the problem when the operators have blocked the visitor or the address.</summary>
    public const string Blocked = "urn:livecaller:problem:blocked";

    /// <summary>A URI reference that names the kind of problem.</summary>
    public string? Type { get; init; }

    /// <summary>A short description of the kind of problem.</summary>
    public string? Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public int? Status { get; init; }

    /// <summary>What was received and what was expected.</summary>
    public string? Detail { get; init; }

    /// <summary>The reasons by field, with status 422.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors { get; init; }
}
