namespace Livecaller.Blazor;

/// <summary>Whether the chat is light or dark.</summary>
public enum LivecallerTheme
{
    /// <summary>Follows the visitor's system.</summary>
    Auto,

    /// <summary>Light.</summary>
    Light,

    /// <summary>Dark.</summary>
    Dark,
}
