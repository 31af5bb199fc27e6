namespace Livecaller.Components.Attachments;

/// <summary>The files of a message that are not images: recordings to play, anything else as a card to download.</summary>
public sealed partial class MessageFiles : ComponentBase
{
    /// <summary>All files of the message.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ShownFile> Files { get; set; } = [];

    /// <summary>Raised when the sender cancels the upload.</summary>
    [Parameter]
    public EventCallback OnCancel { get; set; }
}
