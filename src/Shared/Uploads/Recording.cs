using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Livecaller.Protocol;

namespace Livecaller.Shared;

/// <summary>What a client states about a recording: its duration in seconds, and its loudness over time, from 0 to 1.</summary>
internal sealed record Recording(double? Duration, List<double>? Waveform)
{
    public const string DurationKey = "duration";
    public const string WaveformKey = "waveform";

    /// <summary>More characters than 128 numbers with all the digits that a double has.</summary>
    public const int MaxText = 4096;

    public static Recording None { get; } = new(null, null);

    /// <summary>Reads the two texts; null for what was not said.</summary>
    public static bool TryRead(string? duration, string? waveform, [NotNullWhen(true)] out Recording? recording, [NotNullWhen(false)] out Problem? problem)
    {
        (recording, problem) = (null, null);
        double? seconds = null;
        if (duration is not null)
        {
            if (double.TryParse(duration, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var parsed) && parsed is >= 0 and <= RecordingLimits.MaxSeconds) seconds = parsed;
            else problem = Problems.Invalid(DurationKey, $"Expected 0 to {RecordingLimits.MaxSeconds} seconds, received '{TextRules.Shorten(duration)}'.");
        }
        var values = waveform is null ? null : ReadValues(waveform);
        if (waveform is not null && (values is not { Count: > 0 and <= RecordingLimits.MaxWaveformValues } || !values.TrueForAll(v => v is >= 0 and <= 1)))
            problem ??= Problems.Invalid(WaveformKey, $"Expected a JSON array of 1 to {RecordingLimits.MaxWaveformValues} numbers, each 0 to 1, received '{TextRules.Shorten(waveform)}'.");
        if (problem is null) recording = new(seconds, values);
        return recording is not null;
    }

    /// <summary>Returns the problem when a file without sound is declared as a recording; null otherwise.</summary>
    public Problem? Check(string name, string mimeType)
    {
        var sounds = mimeType.StartsWith("audio/", StringComparison.Ordinal) || mimeType.StartsWith("video/", StringComparison.Ordinal);
        return sounds || this == None ? null
            : Problems.Invalid(Duration is null ? WaveformKey : DurationKey, $"Only a recording has one, and '{name}' is not one ({mimeType}).");
    }

    private static List<double>? ReadValues(string text)
    {
        if (text.Length > MaxText) return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Array && document.RootElement.EnumerateArray().All(v => v.ValueKind == JsonValueKind.Number)
                ? [.. document.RootElement.EnumerateArray().Select(v => v.GetDouble())]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
