namespace Livecaller.Shared;

/// <summary>How much can be said of a recording. The SDK checks it before it keeps a file.</summary>
internal static class RecordingLimits
{
    public const int MaxSeconds = 3600;

    public const int MaxWaveformValues = 128;
}
