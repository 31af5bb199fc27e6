using Microsoft.JSInterop;

namespace Livecaller.Components.Attachments;

/// <summary>Shows the images of the conversation one at a time over the whole window, with zoom.</summary>
public sealed partial class ImageViewer : Part, IAsyncDisposable
{
    private IReadOnlyList<ShownFile> _images = [];
    private int _place;
    private string? _broken;
    private ElementReference _dialog;
    private ElementReference _stage;
    private ViewerState? _state;
    private PartScript<ImageViewer>? _view;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    /// <summary>Called by the script: a key or a swipe asks for a neighbour.</summary>
    /// <param name="by">1 for the next, -1 for the one before.</param>
    [JSInvokable]
    public void Move(int by)
    {
        if (_place + by < 0 || _place + by >= _images.Count) return;
        Context.Viewer.Show(_images[_place + by].Stored!.Id);
    }

    /// <summary>Called by the script: the viewer is closed.</summary>
    [JSInvokable]
    public void Close() => Context.Viewer.Show(null);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_state is not null) _state.Changed -= OnChanged;
        // The viewer doesn't reopen with the chat.
        _state?.Show(null);
        await LeaveAsync();
    }

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (_state is null)
        {
            _state = Context.Viewer;
            _state.Changed += OnChanged;
        }

        Look();
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_images.Count == 0)
        {
            await LeaveAsync();
            return;
        }

        if (_view is null)
        {
            _view = new(Js, "./_content/Livecaller.Components/Attachments/ImageViewer.razor.js", this);
            await _view.AttachAsync("open", _dialog, _stage);
        }

        if (_images.Count > 0 && _view is not null) await _view.TellAsync("show", _images[_place].Url);
    }

    private void OnChanged() => _ = InvokeAsync(() =>
    {
        Look();
        StateHasChanged();
    });

    // If the message of the open image is deleted, the viewer closes.
    private void Look()
    {
        if (_state?.Current is not { } current)
        {
            _images = [];
            return;
        }

        _images = [.. Context.Images().Where(f => f is { IsImage: true, Stored: not null, Url: not null })];
        _place = _images.Index().Where(p => p.Item.Stored!.Id == current).Select(p => p.Index).FirstOrDefault(-1);
        if (_place < 0) _images = [];
    }

    private ValueTask LeaveAsync()
    {
        var view = _view;
        _view = null;
        return view?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
