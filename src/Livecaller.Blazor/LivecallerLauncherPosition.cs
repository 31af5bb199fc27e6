namespace Livecaller.Blazor;

/// <summary>Where a <see cref="LivecallerLauncher"/> stands.</summary>
public enum LivecallerLauncherPosition
{
    /// <summary>In the corner of the window, at the end of the line.</summary>
    Floating,

    /// <summary>Where the page puts it.</summary>
    Inline,
}
