using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>What a message of the system says.</summary>
public sealed record MessageNotice
{
    /// <summary>The conversation was given to another operator (<see cref="Operator"/>) or department (<see cref="Department"/>).</summary>
    public const string Transferred = "transferred";

    /// <summary>The visitor asked to be called back (<see cref="Phone"/>, <see cref="At"/>).</summary>
    public const string Callback = "callback";

    /// <summary>One of the constants; a client shows the content of one that it does not know.</summary>
    public required string Type { get; init; }

    /// <summary>The operator that it speaks of.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OperatorSummary? Operator { get; init; }

    /// <summary>The department that it speaks of.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DepartmentSummary? Department { get; init; }

    /// <summary>The number to call.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Phone { get; init; }

    /// <summary>The time that it speaks of.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? At { get; init; }
}
