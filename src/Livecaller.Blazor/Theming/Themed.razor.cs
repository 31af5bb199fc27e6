namespace Livecaller.Blazor.Theming;

/// <summary>Provides tokens, color scheme and language for its content. It has no box, so it doesn't affect the page's layout.</summary>
public sealed partial class Themed : ComponentBase
{
    /// <summary>Light or dark.</summary>
    [Parameter]
    public LivecallerTheme Theme { get; set; }

    /// <summary>The widget's colours, from <see cref="WidgetPalette.Style"/>.</summary>
    [Parameter]
    public string? Accent { get; set; }

    /// <summary>What is themed.</summary>
    [Parameter, EditorRequired]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>The language, as a BCP 47 tag.</summary>
    [Parameter]
    public string? Language { get; set; }

    /// <summary><c>ltr</c> or <c>rtl</c>.</summary>
    [Parameter]
    public string? Direction { get; set; }

    private string SchemeClass => Theme switch
    {
        LivecallerTheme.Light => "lc-light",
        LivecallerTheme.Dark => "lc-dark",
        _ => "lc-auto",
    };
}
