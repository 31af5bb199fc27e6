using System.Diagnostics.CodeAnalysis;

namespace Livecaller.Time;

/// <summary>Specifies the length of the text, like the <c>style</c> option of <c>Intl.RelativeTimeFormat</c>.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The names are those of Intl.")]
public enum RelativeTimeStyle
{
    /// <summary>"in 5 months".</summary>
    Long,

    /// <summary>"in 5 mo.".</summary>
    Short,

    /// <summary>"in 5mo".</summary>
    Narrow,
}
