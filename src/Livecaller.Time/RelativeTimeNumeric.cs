namespace Livecaller.Time;

/// <summary>Specifies whether words can replace numbers, like the <c>numeric</c> option of <c>Intl.RelativeTimeFormat</c>.</summary>
public enum RelativeTimeNumeric
{
    /// <summary>Always a number: "1 day ago".</summary>
    Always,

    /// <summary>A word if the language has one: "yesterday", "now".</summary>
    Auto,
}
