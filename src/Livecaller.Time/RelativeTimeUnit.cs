namespace Livecaller.Time;

/// <summary>The units of <c>Intl.RelativeTimeFormat</c>.</summary>
public enum RelativeTimeUnit
{
    /// <summary>"5 seconds ago".</summary>
    Second,

    /// <summary>"5 minutes ago".</summary>
    Minute,

    /// <summary>"5 hours ago".</summary>
    Hour,

    /// <summary>"5 days ago".</summary>
    Day,

    /// <summary>"5 weeks ago".</summary>
    Week,

    /// <summary>"5 months ago".</summary>
    Month,

    /// <summary>"5 quarters ago".</summary>
    Quarter,

    /// <summary>"5 years ago".</summary>
    Year,
}
