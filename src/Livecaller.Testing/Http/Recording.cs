using System.Globalization;
using System.Text.Json;
using Livecaller.Testing.Server;

namespace Livecaller.Testing.Http;

/// <summary>What a client says of a recording: how long it is in seconds, and how loud over its length, 0 to 1.</summary>
internal sealed record Recording(double? Duration, IReadOnlyList<double>? Waveform)
{
    private const double MaxDuration = 3600;
    private const int MaxValues = 128;

    public static Recording Read(string? duration, string? waveform) => new(
        duration is null ? null
            : double.TryParse(duration, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= MaxDuration ? seconds
            : throw RefusalException.Invalid("duration", $"Received \"{duration}\", expected 0 to {MaxDuration} seconds."),
        waveform is null ? null
            : ReadValues(waveform) is { Count: > 0 and <= MaxValues } values && values.TrueForAll(v => v is >= 0 and <= 1) ? values
            : throw RefusalException.Invalid("waveform", $"Received \"{waveform}\", expected a JSON array of 1 to {MaxValues} numbers, each 0 to 1."));

    private static List<double>? ReadValues(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? [.. document.RootElement.EnumerateArray().Select(v => v.ValueKind == JsonValueKind.Number ? v.GetDouble() : double.NaN)] : null;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return null;
        }
    }
}
