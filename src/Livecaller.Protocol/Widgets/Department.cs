using System.Diagnostics.CodeAnalysis;

namespace Livecaller.Protocol;

/// <summary>A department that takes conversations.</summary>
public sealed record Department
{
    /// <summary>The department's id.</summary>
    public required DepartmentId Id { get; init; }

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

/// <summary>Opening hours in one time zone.</summary>
public sealed record TimeGroup
{
    /// <summary>An IANA time zone, for example <c>Europe/Berlin</c>.</summary>
    public required string Timezone { get; init; }

    /// <summary>The hours of a week.</summary>
    [AllowNull]
    public IReadOnlyList<OpeningHours> OpeningHours { get; init => field = value ?? []; } = [];
}

/// <summary>An opening interval on a weekday.</summary>
public sealed record OpeningHours
{
    /// <summary>The day in lower-case English, for example <c>monday</c>.</summary>
    public required string Day { get; init; }

    /// <summary>The opening time, <c>HH:mm</c>.</summary>
    public required string From { get; init; }

    /// <summary>The closing time, <c>HH:mm</c>; not later than <c>24:00</c>.</summary>
    public required string To { get; init; }
}

/// <summary>The department of a conversation.</summary>
/// <param name="Id">The department's id.</param>
/// <param name="DisplayName">The name that visitors see.</param>
public sealed record DepartmentSummary(DepartmentId Id, string DisplayName);
