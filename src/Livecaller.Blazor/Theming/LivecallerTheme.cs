namespace Livecaller.Blazor;

/// <summary>Whether the chat is light or dark.</summary>
public enum LivecallerTheme
{
    /// <summary>As the visitor's system says.</summary>
    Auto,

    /// <summary>Light.</summary>
    Light,

    /// <summary>Dark.</summary>
    Dark,
}
