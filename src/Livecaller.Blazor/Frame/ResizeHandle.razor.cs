using Livecaller.Blazor.Chat;
using Livecaller.Components;
using Microsoft.JSInterop;

namespace Livecaller.Blazor.Frame;

/// <summary>The handle that resizes a sheet or a side panel by pointer or keyboard. The script does the work because only the browser knows sizes.</summary>
public sealed partial class ResizeHandle : ComponentBase, IAsyncDisposable
{
    private ElementReference _grip;
    private PartScript<ResizeHandle>? _script;

    /// <summary>What it is called.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>The presentation of the panel.</summary>
    [Parameter]
    public LivecallerPresentation Presentation { get; set; }

    /// <summary>The visitor swiped the sheet away.</summary>
    [Parameter]
    public EventCallback OnClose { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    /// <summary>Called by the script when the sheet is swiped away.</summary>
    [JSInvokable]
    public Task OnSwipedAwayAsync() => OnClose.InvokeAsync();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _script?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _script = new(Js, "./_content/Livecaller.Blazor/Frame/ResizeHandle.razor.js", this);
            await _script.AttachAsync("attach", _grip);
        }
        else if (_script is not null)
        {
            await _script.TellAsync("update");
        }
    }
}
