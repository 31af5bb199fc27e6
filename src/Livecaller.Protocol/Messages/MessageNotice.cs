using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>The content of a system message, for clients that localize it.</summary>
public sealed record MessageNotice
{
    /// <summary>The conversation was transferred to another operator (<see cref="Operator"/>) or department (<see cref="Department"/>).</summary>
    public const string Transferred = "transferred";

    /// <summary>The visitor asked for a callback (<see cref="Phone"/>, <see cref="At"/>).</summary>
    public const string Callback = "callback";

    /// <summary>One of the constants. For types that it does not know, a client shows the message's content.</summary>
    public required string Type { get; init; }

    /// <summary>The operator.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OperatorSummary? Operator { get; init; }

    /// <summary>The department.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DepartmentSummary? Department { get; init; }

    /// <summary>The number to call.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Phone { get; init; }

    /// <summary>The time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? At { get; init; }
}
