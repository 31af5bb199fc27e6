using Livecaller.Blazor.Localization;
using Microsoft.Extensions.Logging;
using Microsoft.JSInterop;

namespace Livecaller.Blazor;

// What the component asks of the browser. Called from OnAfterRender on, never while the page is prerendered.
public sealed partial class LivecallerApp
{
    private DotNetObjectReference<LivecallerApp>? _self;
    private IJSObjectReference? _module;
    private IJSObjectReference? _shell;
    private IJSObjectReference? _chime;
    private bool _wantsFocus;

    /// <summary>
    /// Puts the focus into the open chat: into its field or form, as soon as that is there. An inline chat does not take it by itself when it
    /// opens. On a device with a touch screen the chat has it, and no field, so that no keyboard comes up.
    /// </summary>
    public async Task FocusAsync()
    {
        _wantsFocus = true;
        if (_isShown) await TakeFocusAsync();
    }

    /// <summary>Called by the script when the visitor closes the chat with Escape or a tap outside the sheet.</summary>
    [JSInvokable]
    public Task OnDismissedAsync() => CloseAsync();

    /// <summary>Called by the script when the network is lost or restored.</summary>
    [JSInvokable]
    public void OnNetworkChanged()
    {
        _session?.Client.NotifyNetworkChanged();
        _speech.ForgetFailures();
        OnChanged();
    }

    private async Task AttachToBrowserAsync()
    {
        _self = DotNetObjectReference.Create(this);
        _module = await Js.InvokeAsync<IJSObjectReference>("import", "./_content/Livecaller.Blazor/LivecallerApp.razor.js");
        if (!_disposed) _shell = await _module.InvokeAsync<IJSObjectReference>("attach", _dialog, _self);
        // The page that it stood on is gone already.
        if (_disposed)
        {
            await DetachFromBrowserAsync();
            return;
        }

        _chime = await Js.InvokeAsync<IJSObjectReference>("import", "./_content/Livecaller.Blazor/chime.js");
        if (_chime is not null) await _chime.InvokeVoidAsync("arm");
        if (_disposed)
        {
            await DetachFromBrowserAsync();
            return;
        }

        _zone = ZoneOf(await _module.InvokeAsync<string?>("timeZone"));
        if (OperatingSystem.IsBrowser())
        {
            _formats = new BrowserTimeFormats(await Js.InvokeAsync<IJSInProcessObjectReference>("import", "./_content/Livecaller.Blazor/times.js"));
        }
    }

    private async Task ShowAsync()
    {
        _shownAs = Presentation;
        if (_shell is not null) await _shell.InvokeVoidAsync("show", Presentation.ToString());
        if (_wantsFocus) await TakeFocusAsync();
    }

    private async Task TakeFocusAsync()
    {
        if (_shell is not null) _wantsFocus = !await _shell.InvokeAsync<bool>("focus");
    }

    private async Task HideAsync()
    {
        if (_shell is not null) await _shell.InvokeVoidAsync("hide");
    }

    // Only if the conversation isn't visible.
    private async Task ChimeAsync()
    {
        if (_disposed || _chime is null || _session is null || _session.Client.IsMuted) return;
        try
        {
            await _chime.InvokeVoidAsync("play", !Open);
        }
        catch (Exception e) when (e is JSException or JSDisconnectedException)
        {
            // Sound is optional.
        }
    }

    // In server mode, the logger's output isn't visible to developers who look at the page.
    private async Task TellDeveloperAsync(string text)
    {
        LogAdvice(text);
        try
        {
            if (!_disposed) await Js.InvokeVoidAsync("console.error", text);
        }
        catch (JSException)
        {
            // The log has it.
        }
        catch (JSDisconnectedException)
        {
            // The page is closed.
        }
    }

    private async Task NextFrameAsync()
    {
        try
        {
            if (_module is not null && !_disposed) await _module.InvokeVoidAsync("nextFrame");
        }
        catch (Exception e) when (e is JSException or JSDisconnectedException or OperationCanceledException or ObjectDisposedException)
        {
            // There are no animation frames during prerendering.
        }
    }

    private async Task DetachFromBrowserAsync()
    {
        try
        {
            if (_shell is not null) await _shell.InvokeVoidAsync("dispose");
            if (_shell is not null) await _shell.DisposeAsync();
            if (_module is not null) await _module.DisposeAsync();
            if (_chime is not null) await _chime.DisposeAsync();
            (_shell, _module, _chime) = (null, null, null);
        }
        catch (JSDisconnectedException)
        {
            // The tab is closed.
        }

        _self?.Dispose();
    }

    // In server mode the process has a time zone of its own, which is not the visitor's.
    private static TimeZoneInfo ZoneOf(string? id) =>
        id is not null && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Local;

    [LoggerMessage(LogLevel.Error, "{Advice}")]
    private partial void LogAdvice(string advice);
}
