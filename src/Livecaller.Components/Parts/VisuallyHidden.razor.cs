namespace Livecaller.Components;

/// <summary>Text for screen readers only.</summary>
public sealed partial class VisuallyHidden : ComponentBase
{
    /// <summary>The text.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
