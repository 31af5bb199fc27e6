namespace Livecaller.Blazor;

/// <summary>A side of the window, in the direction of the language.</summary>
public enum LivecallerSide
{
    /// <summary>Where lines end: on the right in English, on the left in Arabic.</summary>
    End,

    /// <summary>Where lines start.</summary>
    Start,
}
