using System.Globalization;
using Livecaller.Components.Attachments;
using Microsoft.JSInterop;

namespace Livecaller.Components.Audio;

/// <summary>Plays a recording. The script updates the position, so that interactive server mode needs no call per second.</summary>
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

    /// <summary>The length in seconds; null if unknown. Files that a browser records don't contain it.</summary>
    [Parameter]
    public double? Duration { get; set; }

    /// <summary>The loudness over the length, 0 to 1; null if it wasn't measured.</summary>
    [Parameter]
    public IReadOnlyList<double>? Waveform { get; set; }

    private string SpeedText => Speeds[_speed].ToString("0.#", CultureInfo.InvariantCulture) + "×";

    /// <summary>Called by the script when playback starts or stops.</summary>
    /// <param name="isPlaying">Whether it does.</param>
    [JSInvokable]
    public void OnState(bool isPlaying)
    {
        (_isPlaying, _wasPlayed) = (isPlaying, true);
        if (isPlaying) _problem = null;
        StateHasChanged();
    }

    /// <summary>Called by the script when playback fails.</summary>
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
            _script = new(Js, "./_content/Livecaller.Components/Audio/AudioPlayer.razor.js", this);
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
