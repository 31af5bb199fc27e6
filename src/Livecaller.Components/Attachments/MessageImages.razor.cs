namespace Livecaller.Components.Attachments;

/// <summary>The images of a message: one in its own shape, several as tiles.</summary>
public sealed partial class MessageImages : ComponentBase
{
    private IReadOnlyList<(int Index, ShownFile Item)> _images = [];

    /// <summary>All files of the message.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ShownFile> Files { get; set; } = [];

    /// <summary>Raised when the sender cancels the upload.</summary>
    [Parameter]
    public EventCallback OnCancel { get; set; }

    /// <inheritdoc />
    protected override void OnParametersSet() => _images = [.. Files.Index().Where(f => f.Item.IsImage)];
}
