namespace Livecaller.Components.Messages;

/// <summary>Shows a text with clickable links. Its content is always text, never markup.</summary>
public sealed partial class MessageText : ComponentBase
{
    private IReadOnlyList<TextSegment> _segments = [];
    private string? _text;

    /// <summary>The text.</summary>
    [Parameter, EditorRequired]
    public string Text { get; set; } = "";

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (_text == Text) return;
        _text = Text;
        _segments = TextSegment.Split(SafeText.Body(Text));
    }
}
