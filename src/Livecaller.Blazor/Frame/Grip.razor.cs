using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Livecaller.Blazor.Frame;

/// <summary>The handle of a sheet or a side panel: its size by pointer and by keys. The browser alone knows sizes, so what it does is in its script.</summary>
public sealed partial class Grip : ComponentBase, IAsyncDisposable
{
    private ElementReference _grip;
    private IJSObjectReference? _module;
    private IJSObjectReference? _handle;
    private DotNetObjectReference<Grip>? _self;
    private bool _disposed;

    /// <summary>What it is called.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>How the panel stands on the page.</summary>
    [Parameter]
    public LivecallerPresentation Presentation { get; set; }

    /// <summary>The visitor swiped the sheet away.</summary>
    [Parameter]
    public EventCallback OnClose { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    /// <summary>The browser says that the sheet was swiped away.</summary>
    [JSInvokable]
    public Task OnSwipedAwayAsync() => OnClose.InvokeAsync();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        try
        {
            if (_handle is not null) await _handle.InvokeVoidAsync("dispose");
            if (_handle is not null) await _handle.DisposeAsync();
            if (_module is not null) await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The tab is gone, and everything in it.
        }

        _self?.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _module = await Js.InvokeAsync<IJSObjectReference>("import", "./_content/Livecaller.Blazor/Frame/Grip.razor.js");
            if (_disposed) return;
            _self = DotNetObjectReference.Create(this);
            _handle = await _module.InvokeAsync<IJSObjectReference>("attach", _grip, _self);
        }
        else if (_handle is not null)
        {
            await _handle.InvokeVoidAsync("update");
        }
    }
}
