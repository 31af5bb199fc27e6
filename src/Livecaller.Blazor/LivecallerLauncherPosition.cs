namespace Livecaller.Blazor;

/// <summary>The position of a <see cref="LivecallerLauncher"/>.</summary>
public enum LivecallerLauncherPosition
{
    /// <summary>In a lower corner of the window.</summary>
    Floating,

    /// <summary>Where the page puts it.</summary>
    Inline,
}
