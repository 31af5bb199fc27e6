namespace Livecaller.Components.Messages;

/// <summary>Shows that somebody on the other side is typing.</summary>
public sealed partial class TypingDots : ComponentBase
{
    /// <summary>The words for screen readers, and for hovering.</summary>
    [Parameter, EditorRequired]
    public string Words { get; set; } = "";
}
