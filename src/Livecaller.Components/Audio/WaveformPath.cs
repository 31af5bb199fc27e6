using System.Globalization;
using System.Text;

namespace Livecaller.Components.Audio;

/// <summary>Draws the loudness of a recording as bars.</summary>
internal static class WaveformPath
{
    public const int Width = Bars * Pitch;
    public const int Height = 32;
    private const int Bars = 34;
    private const int Pitch = 5;

    // The round ends of a bar add its thickness to it.
    private const double Tallest = Height - 6;

    /// <summary>Returns the path of the bars, or of a row of dots if the loudness wasn't measured.</summary>
    /// <param name="waveform">Values of 0 to 1; values outside this range are clamped.</param>
    public static string Of(IReadOnlyList<double>? waveform)
    {
        var path = new StringBuilder();
        for (var bar = 0; bar < Bars; bar++)
        {
            var half = Tallest * LoudnessOf(waveform, bar) / 2;
            path.Append(CultureInfo.InvariantCulture, $"M{(bar * Pitch) + 2.5} {(Height / 2.0) - half:0.#}v{(2 * half) + .1:0.#}");
        }

        return path.ToString();
    }

    // The loudest of the values that share a bar.
    private static double LoudnessOf(IReadOnlyList<double>? waveform, int bar)
    {
        if (waveform is not { Count: > 0 }) return 0;
        var from = bar * waveform.Count / Bars;
        var to = Math.Max(from + 1, (bar + 1) * waveform.Count / Bars);
        return Math.Clamp(waveform.Skip(from).Take(to - from).Where(double.IsFinite).DefaultIfEmpty().Max(), 0, 1);
    }
}
