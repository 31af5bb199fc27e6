using System.Globalization;

namespace Livecaller.Blazor.Audio;

/// <summary>Lengths of recordings, as players show them.</summary>
internal static class SoundTime
{
    public static string Of(double seconds)
    {
        var whole = double.IsFinite(seconds) ? (long)Math.Clamp(Math.Round(seconds), 0, int.MaxValue) : 0;
        return string.Create(CultureInfo.InvariantCulture, $"{whole / 60}:{whole % 60:00}");
    }
}
