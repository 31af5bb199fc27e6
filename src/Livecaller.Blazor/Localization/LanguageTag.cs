using System.Globalization;

namespace Livecaller.Blazor.Localization;

/// <summary>Properties of a BCP 47 language tag.</summary>
internal static class LanguageTag
{
    private const string TraditionalChinese = "zh-Hant";

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

    /// <summary>
    /// Which of the written languages it is: the language alone, in lower case, or <c>zh-Hant</c>. Nobody who reads Traditional Chinese gets Simplified.
    /// </summary>
    public static string Written(string tag)
    {
        var parts = Normal(tag).Split('-');
        var language = parts[0].ToLowerInvariant();
        if (language is not ("zh" or "yue")) return language;
        var script = Script(parts);
        var isTraditional = script is null
            ? language == "yue" || parts.Any(p => p.ToUpperInvariant() is "TW" or "HK" or "MO")
            : !script.Equals("Hans", StringComparison.OrdinalIgnoreCase);
        return isTraditional ? TraditionalChinese : "zh";
    }

    public static bool IsRightToLeft(string tag)
    {
        var parts = Normal(tag).Split('-');
        var script = Script(parts);
        return script is null ? RightToLeft.Contains(parts[0]) : RightToLeftScripts.Contains(script);
    }

    // Before an extension, where four letters mean something else.
    private static string? Script(string[] parts) =>
        parts.Skip(1).TakeWhile(p => p.Length > 1).FirstOrDefault(p => p.Length == 4 && p.All(char.IsAsciiLetter));

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
