using Microsoft.AspNetCore.Components;

namespace Livecaller.Blazor.Shell;

/// <summary>
/// What is done seldom. The browser's side (<c>LivecallerApp.razor.js</c>) presses the button again
/// on Escape, and when a pointer or the focus goes elsewhere.
/// </summary>
public sealed partial class MoreMenu : ChatPart
{
    private ElementReference _button;
    private ElementReference _item;
    private bool _isOpen;
    private bool _focusItem;

    /// <summary>The visitor wants to end the conversation.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnEnd { get; set; }

    /// <inheritdoc />
    protected override void OnParametersSet() => _isOpen &= Context.IsOpen;

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_focusItem) return;
        _focusItem = false;
        await _item.FocusAsync();
    }

    internal ValueTask FocusAsync() => _button.FocusAsync();

    private void Toggle() => _isOpen = _focusItem = !_isOpen;

    private Task ChooseAsync()
    {
        _isOpen = false;
        return OnEnd.InvokeAsync();
    }
}
