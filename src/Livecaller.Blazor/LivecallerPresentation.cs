namespace Livecaller.Blazor;

/// <summary>How the chat stands on the page.</summary>
public enum LivecallerPresentation
{
    /// <summary>A sheet that slides in from below, over a dimmed page.</summary>
    BottomSheet,

    /// <summary>The whole window.</summary>
    FullScreen,

    /// <summary>A panel at one side, beside a page that stays usable.</summary>
    SidePanel,
}
