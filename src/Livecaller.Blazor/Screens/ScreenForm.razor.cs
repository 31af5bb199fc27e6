namespace Livecaller.Blazor.Screens;

/// <summary>The form of a screen: an explanation, fields, an error, and the button that sends it.</summary>
public sealed partial class ScreenForm : ComponentBase
{
    /// <summary>What the form is for, or its result.</summary>
    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    /// <summary>The label of the button.</summary>
    [Parameter, EditorRequired]
    public string Submit { get; set; } = "";

    /// <summary>Why it was not sent; null if there is no error.</summary>
    [Parameter]
    public string? Error { get; set; }

    /// <summary>True while the form is being sent.</summary>
    [Parameter]
    public bool IsBusy { get; set; }

    /// <summary>True when the form was sent and the text is the result.</summary>
    [Parameter]
    public bool IsDone { get; set; }

    /// <summary>Raised when the form is submitted.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnSubmit { get; set; }

    /// <summary>The fields.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
