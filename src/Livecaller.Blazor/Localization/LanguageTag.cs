using System.Globalization;
using Livecaller.Shared;

namespace Livecaller.Blazor.Localization;

/// <summary>What a BCP 47 tag says.</summary>
internal static class LanguageTag
{
    // The globalization data that WebAssembly loads by default calls Arabic left-to-right, so the component knows for itself.
    private static readonly HashSet<string> RightToLeft = new(StringComparer.OrdinalIgnoreCase)
    {
        "ar", "arc", "ckb", "dv", "fa", "glk", "he", "ks", "lrc", "mzn", "nqo", "pnb", "ps", "sd", "syr", "ug", "ur", "yi",
    };

    private static readonly HashSet<string> RightToLeftScripts = new(StringComparer.OrdinalIgnoreCase)
    {
        "Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa",
    };

    /// <summary>The tag as the chat writes it; English for what cannot be understood.</summary>
    public static string Normal(string tag) => LocaleIdentifier.Parse(tag) ?? TextLibrary.Fallback;

    /// <summary>The language alone, in lower case.</summary>
    public static string Primary(string tag) => Normal(tag).Split('-')[0].ToLowerInvariant();

    public static bool IsRightToLeft(string tag)
    {
        var parts = Normal(tag).Split('-');
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
