using System.Diagnostics.CodeAnalysis;

namespace Livecaller.Protocol;

/// <summary>Who is there and how fast answers come: the response of <c>GET /v1/widget/availability</c>.</summary>
public sealed record WidgetAvailability
{
    /// <summary>Operators who are there, the last active first. At most 3.</summary>
    [AllowNull]
    public IReadOnlyList<OperatorSummary> Operators { get; init => field = value ?? []; } = [];

    /// <summary>The median time until the first answer of an operator, in seconds; null when too few conversations were answered lately.</summary>
    public int? AnswerSeconds { get; init; }

    /// <summary>The likely time for each place in line, in seconds; null when it is unknown.</summary>
    public int? PlaceSeconds { get; init; }
}
