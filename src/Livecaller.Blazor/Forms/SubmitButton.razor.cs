namespace Livecaller.Blazor.Forms;

/// <summary>The primary button of a form.</summary>
public sealed partial class SubmitButton : ComponentBase
{
    /// <summary>The label.</summary>
    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    /// <summary>True while the form is being sent.</summary>
    [Parameter]
    public bool IsBusy { get; set; }

    /// <summary>Further attributes of the button.</summary>
    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Attributes { get; set; }
}
