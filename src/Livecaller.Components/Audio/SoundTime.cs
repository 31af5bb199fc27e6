using System.Globalization;

namespace Livecaller.Components.Audio;

/// <summary>Formats the length of a recording.</summary>
internal static class SoundTime
{
    public static string Of(double seconds)
    {
        var whole = double.IsFinite(seconds) ? (long)Math.Clamp(Math.Round(seconds), 0, int.MaxValue) : 0;
        return whole < 3600
            ? string.Create(CultureInfo.InvariantCulture, $"{whole / 60}:{whole % 60:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{whole / 3600}:{whole / 60 % 60:00}:{whole % 60:00}");
    }
}
