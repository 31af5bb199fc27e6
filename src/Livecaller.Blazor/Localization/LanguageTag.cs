using System.Globalization;

namespace Livecaller.Blazor.Localization;

/// <summary>What a BCP 47 tag says.</summary>
internal static class LanguageTag
{
    // The globalization data that WebAssembly loads by default calls Arabic left-to-right, so the component knows for itself.
    private static readonly HashSet<string> RightToLeft = new(StringComparer.OrdinalIgnoreCase)
    {
        "ar", "arc", "ckb", "dv", "fa", "glk", "he", "iw", "ji", "ks", "lrc", "mzn", "nqo", "pnb", "ps", "sd", "syr", "ug", "ur", "yi",
    };

    private static readonly HashSet<string> RightToLeftScripts = new(StringComparer.OrdinalIgnoreCase)
    {
        "Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa",
    };

    public static string Primary(string tag) => tag.Split('-', '_')[0].ToLowerInvariant();

    public static bool IsRightToLeft(string tag)
    {
        var parts = tag.Split('-', '_');
        var script = parts.Skip(1).FirstOrDefault(p => p.Length == 4 && p.All(char.IsAsciiLetter));
        return script is null ? RightToLeft.Contains(parts[0]) : RightToLeftScripts.Contains(script);
    }

    public static CultureInfo Culture(string tag)
    {
        try
        {
            return CultureInfo.GetCultureInfo(tag);
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.InvariantCulture;
        }
    }
}
