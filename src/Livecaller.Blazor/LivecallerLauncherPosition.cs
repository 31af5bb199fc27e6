namespace Livecaller.Blazor;

/// <summary>Where a <see cref="LivecallerLauncher"/> stands.</summary>
public enum LivecallerLauncherPosition
{
    /// <summary>In a lower corner of the window.</summary>
    Floating,

    /// <summary>Where the page puts it.</summary>
    Inline,
}
