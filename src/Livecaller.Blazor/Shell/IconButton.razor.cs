using Livecaller.Components.Icons;

namespace Livecaller.Blazor.Shell;

/// <summary>A square button that shows only an icon. Its color and the size of the icon are inherited.</summary>
public sealed partial class IconButton : ComponentBase
{
    private ElementReference _button;

    /// <summary>The icon.</summary>
    [Parameter, EditorRequired]
    public IconName Icon { get; set; }

    /// <summary>The accessible name.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>Raised when the button is pressed.</summary>
    [Parameter]
    public EventCallback OnClick { get; set; }

    /// <summary>Further attributes of the button, such as its tooltip.</summary>
    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    internal ValueTask FocusAsync() => _button.FocusAsync();
}
