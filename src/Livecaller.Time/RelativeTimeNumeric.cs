namespace Livecaller.Time;

/// <summary>Whether words may stand for a number: the <c>numeric</c> of <c>Intl.RelativeTimeFormat</c>.</summary>
public enum RelativeTimeNumeric
{
    /// <summary>Always a number: "1 day ago".</summary>
    Always,

    /// <summary>A word where the language has one: "yesterday", "now".</summary>
    Auto,
}
