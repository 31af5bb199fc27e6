using System.Globalization;
using Livecaller.Components.Attachments;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Livecaller.Components.Audio;

/// <summary>Plays a recording. What moves with it is the browser's: in server mode not every second asks for a call.</summary>
public sealed partial class AudioPlayer : Part, IAsyncDisposable
{
    private static readonly double[] Speeds = [1, 1.5, 2];

    private string _waveform = "";
    private IReadOnlyList<double>? _drawn;
    private bool _isPlaying;
    private bool _wasPlayed;
    private int _speed;
    private string? _problem;
    private ElementReference _audio;
    private ElementReference _track;
    private ElementReference _time;
    private PartScript<AudioPlayer>? _script;

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    /// <summary>Where the recording is.</summary>
    [Parameter, EditorRequired]
    public string Source { get; set; } = "";

    /// <summary>What it is called.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    /// <summary>Its length in seconds: what a browser records does not say it by itself. Null where nobody knows it.</summary>
    [Parameter]
    public double? Duration { get; set; }

    /// <summary>Its loudness over its length, 0 to 1; null where nobody measured it.</summary>
    [Parameter]
    public IReadOnlyList<double>? Waveform { get; set; }

    private string SpeedText => Speeds[_speed].ToString("0.#", CultureInfo.InvariantCulture) + "×";

    /// <summary>The browser says whether it plays.</summary>
    /// <param name="isPlaying">Whether it does.</param>
    [JSInvokable]
    public void OnState(bool isPlaying)
    {
        (_isPlaying, _wasPlayed) = (isPlaying, true);
        if (isPlaying) _problem = null;
        StateHasChanged();
    }

    /// <summary>The browser says that it cannot go on.</summary>
    /// <param name="hasPlayed">Whether a part of the recording was there.</param>
    [JSInvokable]
    public void OnProblem(bool hasPlayed)
    {
        (_isPlaying, _problem) = (false, hasPlayed ? PartKeys.SoundBreaksOff : PartKeys.SoundUnplayable);
        StateHasChanged();
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _script?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (_waveform.Length > 0 && ReferenceEquals(_drawn, Waveform)) return;
        _drawn = Waveform;
        _waveform = WaveformPath.Of(Waveform);
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _script = new(Js, Context.ContentPath + "Livecaller.Components/Audio/AudioPlayer.razor.js", this);
            await _script.AttachAsync("attach", _audio, _track, _time, Duration, Texts[PartKeys.PlaceOf]);
        }

        // A chat that is closed is silent.
        if (_isPlaying && !Context.IsShown) await TellAsync("pause");
    }

    private async Task ToggleAsync() => await TellAsync("toggle");

    private async Task ChangeSpeedAsync()
    {
        _speed = (_speed + 1) % Speeds.Length;
        await TellAsync("speed", Speeds[_speed]);
    }

    private ValueTask TellAsync(string function, params object?[] arguments) =>
        _script?.TellAsync(function, arguments) ?? ValueTask.CompletedTask;
}
