using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Shell;

namespace Livecaller.Blazor.Screens;

/// <summary>A screen in front of the conversation: its title, and the way back.</summary>
public sealed partial class SideScreen : ChatPart
{
    private readonly string _id = "lc-screen-" + Guid.NewGuid().ToString("N")[..8];
    private IconButton? _back;

    /// <summary>The title.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>The visitor goes back.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnBack { get; set; }

    /// <summary>What the screen shows.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) await _back!.FocusAsync();
    }
}
