namespace Livecaller.Blazor;

/// <summary>How the chat stands on the page.</summary>
public enum LivecallerPresentation
{
    /// <summary>A sheet that slides in from below, over a dimmed page. It can be pulled up and down, and away.</summary>
    BottomSheet,

    /// <summary>The whole window.</summary>
    FullScreen,

    /// <summary>A panel at one side, beside a page that stays usable. The visitor chooses its width. It covers a window that is narrow.</summary>
    SidePanel,

    /// <summary>
    /// A part of the page, which fills the element that the chat stands in. It is always there, and has no button that closes it, unless the page
    /// binds <see cref="LivecallerApp.Open"/>.
    /// </summary>
    Inline,
}
