namespace Livecaller.Components.Attachments;

/// <summary>Shows one file of a message.</summary>
public abstract class FilePart : Part
{
    /// <summary>The file.</summary>
    [Parameter, EditorRequired]
    public ShownFile File { get; set; } = null!;

    /// <summary>Raised when the sender cancels the upload.</summary>
    [Parameter]
    public EventCallback OnCancel { get; set; }
}
