using Livecaller.Blazor.Chat;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Livecaller.Blazor.Attachments;

/// <summary>The conversation's pictures, one at a time over the whole window, as near as one likes.</summary>
public sealed partial class PictureViewer : ChatPart, IAsyncDisposable
{
    private IReadOnlyList<ShownFile> _pictures = [];
    private int _place;
    private string? _broken;
    private ElementReference _dialog;
    private ElementReference _stage;
    private ViewerState? _state;
    private DotNetObjectReference<PictureViewer>? _self;
    private IJSObjectReference? _module;
    private bool _isGone;
    private IJSObjectReference? _view;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    /// <summary>The browser says that the visitor wants to see a neighbour, by key or swipe.</summary>
    /// <param name="by">1 for the next, -1 for the one before.</param>
    [JSInvokable]
    public void Move(int by)
    {
        if (_place + by < 0 || _place + by >= _pictures.Count) return;
        Context.Memory.Viewer.Show(_pictures[_place + by].Stored!.Id);
    }

    /// <summary>The browser says that the visitor has seen enough.</summary>
    [JSInvokable]
    public void Close() => Context.Memory.Viewer.Show(null);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_state is not null) _state.Changed -= OnChanged;
        // Whoever comes back to the chat comes back to the conversation.
        _isGone = true;
        _state?.Show(null);
        try
        {
            await LeaveAsync();
            if (_module is not null) await _module.DisposeAsync();
            _module = null;
        }
        catch (JSDisconnectedException)
        {
            // The tab is gone, and everything in it.
        }

        _self?.Dispose();
    }

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (_state is null)
        {
            _state = Context.Memory.Viewer;
            _state.Changed += OnChanged;
        }

        Look();
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_pictures.Count == 0)
        {
            await LeaveAsync();
            return;
        }

        if (_view is not null)
        {
            await _view.InvokeVoidAsync("show", _pictures[_place].Url);
            return;
        }

        _self ??= DotNetObjectReference.Create(this);
        _module ??= await Js.InvokeAsync<IJSObjectReference>("import", "./_content/Livecaller.Blazor/Attachments/PictureViewer.razor.js");
        if (_isGone) await DisposeAsync();
        else if (_pictures.Count > 0) _view = await _module.InvokeAsync<IJSObjectReference>("open", _dialog, _stage, _self);
    }

    private void OnChanged() => _ = InvokeAsync(() =>
    {
        Look();
        StateHasChanged();
    });

    // A picture that is deleted while it is looked at goes away with its message.
    private void Look()
    {
        if (_state?.Current is not { } current)
        {
            _pictures = [];
            return;
        }

        _pictures = [.. Context.Snapshot.Messages.SelectMany(m => ShownFile.Of(m, Context)).Where(f => f is { IsPicture: true, Stored: not null, Url: not null })];
        _place = _pictures.Index().Where(p => p.Item.Stored!.Id == current).Select(p => p.Index).FirstOrDefault(-1);
        if (_place < 0) _pictures = [];
    }

    private async Task LeaveAsync()
    {
        if (_view is not { } view) return;
        _view = null;
        await view.InvokeVoidAsync("dispose");
        await view.DisposeAsync();
    }
}
