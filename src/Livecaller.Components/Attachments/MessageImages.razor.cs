namespace Livecaller.Components.Attachments;

/// <summary>The images of a message: one in its own shape, two and four as squares, three as one large over two, and of more the first four.</summary>
public sealed partial class MessageImages : ComponentBase
{
    private const int MaxTiles = 4;

    private int _last = -1;
    private IReadOnlyList<(int Index, ShownFile Item)> _images = [];

    /// <summary>All files of the message.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ShownFile> Files { get; set; } = [];

    /// <summary>Raised when the sender cancels the upload.</summary>
    [Parameter]
    public EventCallback OnCancel { get; set; }

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        _images = [.. Files.Index().Where(f => f.Item.IsImage)];
        // The last tile says how many more there are.
        _last = _images.Count > MaxTiles ? _images[MaxTiles - 1].Index : -1;
    }
}
