using Livecaller.Components.Attachments;
using Microsoft.JSInterop;

namespace Livecaller.Components.Audio;

/// <summary>Records a voice message, which is listened to and then sent or discarded.</summary>
public sealed partial class VoiceRecorder : Part, IAsyncDisposable
{
    private const int MaxMinutes = 5;

    private bool _isRecording;
    private bool _reachedLimit;
    private string? _problem;
    private string? _focused;
    private ElementReference _time;
    private ElementReference _meter;
    private ElementReference _first;
    private PartScript<VoiceRecorder>? _script;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    /// <summary>The extension of the file that is recorded.</summary>
    [Parameter, EditorRequired]
    public string Extension { get; set; } = "";

    /// <summary>The recording that waits to be sent or discarded; null for none.</summary>
    [Parameter]
    public BrowserFile? Recording { get; set; }

    /// <summary>Raised when there is a recording.</summary>
    [Parameter]
    public EventCallback<BrowserFile> RecordingChanged { get; set; }

    /// <summary>Raised when the recording is to be sent.</summary>
    [Parameter]
    public EventCallback OnSend { get; set; }

    /// <summary>Raised when the recorder is closed and what it recorded is discarded.</summary>
    [Parameter]
    public EventCallback OnLeft { get; set; }

    private string Step => _problem ?? (Recording is not null ? "review" : _isRecording ? "recording" : "waiting");

    /// <summary>Called by the script when recording starts.</summary>
    [JSInvokable]
    public void OnStarted()
    {
        _isRecording = true;
        StateHasChanged();
    }

    /// <summary>Called by the script when recording fails.</summary>
    /// <param name="error">The name of its exception.</param>
    [JSInvokable]
    public void OnProblem(string error)
    {
        (_isRecording, _problem) = (false, error switch
        {
            "NotAllowedError" or "SecurityError" => PartKeys.MicrophoneDenied,
            "NotFoundError" or "OverconstrainedError" => PartKeys.MicrophoneMissing,
            "NotReadableError" or "AbortError" => PartKeys.MicrophoneBusy,
            _ => PartKeys.RecordingFailed,
        });
        StateHasChanged();
    }

    /// <summary>Called by the script when the recording is complete.</summary>
    /// <param name="blob">The file.</param>
    /// <param name="type">Its kind.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <param name="preview">Where the page can play it.</param>
    /// <param name="duration">Its length in seconds.</param>
    /// <param name="waveform">Its loudness over its length.</param>
    /// <param name="reachedLimit">Whether it was stopped for being long enough.</param>
    [JSInvokable]
    public Task OnRecorded(IJSObjectReference blob, string type, long size, string preview, double duration, double[] waveform, bool reachedLimit)
    {
        ArgumentNullException.ThrowIfNull(waveform);
        (_isRecording, _reachedLimit) = (false, reachedLimit);
        return RecordingChanged.InvokeAsync(new()
        {
            Blob = blob,
            Name = $"{Texts[PartKeys.VoiceMessage]}.{Extension}",
            ContentType = type,
            Size = size,
            Preview = preview,
            Duration = double.IsFinite(duration) ? Math.Clamp(duration, 0, 60 * MaxMinutes) : null,
            Waveform = waveform.Length is > 0 and <= 128 ? [.. waveform.Select(v => double.IsFinite(v) ? Math.Clamp(v, 0, 1) : 0)] : null,
        });
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _script?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && Recording is null)
        {
            _script = new(Js, "./_content/Livecaller.Components/Audio/VoiceRecorder.razor.js", this);
            await _script.AttachAsync("record", Extension, _meter, _time, MaxMinutes * 60_000);
        }

        // A chat that is closed does not listen; what was said until then is kept.
        if (!Context.IsShown && Recording is null) await (_isRecording ? StopAsync() : LeaveAsync());
        if (_focused == Step || !Context.IsShown) return;
        _focused = Step;
        if (Step != "waiting") await _first.FocusAsync(preventScroll: true);
    }

    private async Task StopAsync()
    {
        if (_script is not null) await _script.TellAsync("stop");
    }

    private async Task LeaveAsync()
    {
        await DisposeAsync();
        await OnLeft.InvokeAsync();
    }
}
