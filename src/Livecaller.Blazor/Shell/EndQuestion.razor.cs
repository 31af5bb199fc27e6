using Livecaller.Blazor.Chat;

namespace Livecaller.Blazor.Shell;

/// <summary>Asks once whether the conversation shall end: there is no way back to it.</summary>
public sealed partial class EndQuestion : ChatPart
{
    private ElementReference _no;
    private bool _isEnding;
    private bool _failed;

    /// <summary>The question is answered; true when the conversation ended.</summary>
    [Parameter, EditorRequired]
    public EventCallback<bool> OnDone { get; set; }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) await _no.FocusAsync();
    }

    private async Task EndAsync()
    {
        if (_isEnding) return;
        _isEnding = true;
        _failed = !await Context.Actions.EndAsync();
        _isEnding = false;
        if (!_failed) await OnDone.InvokeAsync(true);
    }
}
