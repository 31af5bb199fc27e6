using System.Globalization;
using System.Text.Json;
using Livecaller.Protocol;
using Livecaller.Server.Http;
using Livecaller.Server.Storage;

namespace Livecaller.Server.Attachments;

/// <summary>What a client says of a recording: how long it is in seconds, and how loud over its length, 0 to 1.</summary>
internal sealed record Recording(double? Duration, List<double>? Waveform)
{
    public const string DurationKey = "duration";
    public const string WaveformKey = "waveform";

    /// <summary>More characters than 128 numbers with all the digits that a double has.</summary>
    public const int MaxText = 4096;

    private const double MaxDuration = 3600;
    private const int MaxValues = 128;

    public static Recording None { get; } = new(null, null);

    /// <summary>Reads the two texts; null for what was not said.</summary>
    public static Outcome<Recording> Read(string? duration, string? waveform)
    {
        double? seconds = null;
        if (duration is not null)
        {
            if (!double.TryParse(duration, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var parsed) || parsed is not (>= 0 and <= MaxDuration))
                return Problems.Invalid(DurationKey, $"Expected 0 to {MaxDuration} seconds, received '{Query.Shorten(duration)}'.");
            seconds = parsed;
        }
        if (waveform is null) return new Recording(seconds, null);
        if (ReadValues(waveform) is not { Count: > 0 and <= MaxValues } values || !values.TrueForAll(v => v is >= 0 and <= 1))
            return Problems.Invalid(WaveformKey, $"Expected a JSON array of 1 to {MaxValues} numbers, each 0 to 1, received '{Query.Shorten(waveform)}'.");
        return new Recording(seconds, values);
    }

    /// <summary>Writes it down; a problem when the file is of a kind that does not sound.</summary>
    public Problem? NoteIn(AttachmentRow row)
    {
        var sounds = row.MimeType.StartsWith("audio/", StringComparison.Ordinal) || row.MimeType.StartsWith("video/", StringComparison.Ordinal);
        if (!sounds && this != None)
            return Problems.Invalid(Duration is null ? WaveformKey : DurationKey, $"Only a recording has one, and '{row.Name}' is none ({row.MimeType}).");
        (row.Duration, row.Waveform) = (Duration, Waveform);
        return null;
    }

    private static List<double>? ReadValues(string text)
    {
        if (text.Length > MaxText) return null;
        try
        {
            return JsonSerializer.Deserialize<List<double>>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
