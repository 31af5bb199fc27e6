namespace Livecaller.Shared;

/// <summary>Names that languages, scripts and regions had before: https://www.unicode.org/reports/tr35/#Canonical_Unicode_Locale_Identifiers</summary>
internal static class LocaleAliases
{
    /// <summary>A whole identifier that means another one.</summary>
    public static string? Whole(string identifier) => identifier.ToLowerInvariant() switch
    {
        "i-klingon" => "tlh",
        "i-lux" => "lb",
        "i-navajo" => "nv",
        "no-bok" => "nb",
        "no-nyn" or "no-no-ny" => "nn-NO",
        "zh-min-nan" => "nan",
        "zh-guoyu" => "zh",
        "zh-hakka" => "hak",
        "zh-xiang" => "hsn",
        "art-lojban" => "jbo",
        _ => null,
    };

    /// <summary>A language's code of today, and the script that an old code meant; null for what is no language.</summary>
    public static (string Language, string? Script)? Language(string code)
    {
        if (code.Length is < 2 or 4 or > 8 || !code.All(char.IsAsciiLetter)) return null;
        return code.ToLowerInvariant() switch
        {
            "posix" or "und" or "mul" or "zxx" or "mis" => null,
            "iw" => ("he", null),
            "in" => ("id", null),
            "ji" => ("yi", null),
            "jw" => ("jv", null),
            "mo" or "mol" => ("ro", null),
            "tl" => ("fil", null),
            "sh" => ("sr", "Latn"),
            "cmn" or "zho" or "chi" => ("zh", null),
            "ara" => ("ar", null),
            "ces" or "cze" => ("cs", null),
            "dan" => ("da", null),
            "deu" or "ger" => ("de", null),
            "ell" or "gre" => ("el", null),
            "eng" => ("en", null),
            "fas" or "per" => ("fa", null),
            "fin" => ("fi", null),
            "fra" or "fre" => ("fr", null),
            "heb" => ("he", null),
            "hin" => ("hi", null),
            "hun" => ("hu", null),
            "hye" or "arm" => ("hy", null),
            "ind" => ("id", null),
            "ita" => ("it", null),
            "jpn" => ("ja", null),
            "kat" or "geo" => ("ka", null),
            "kor" => ("ko", null),
            "nld" or "dut" => ("nl", null),
            "nor" => ("no", null),
            "pol" => ("pl", null),
            "por" => ("pt", null),
            "ron" or "rum" => ("ro", null),
            "rus" => ("ru", null),
            "spa" => ("es", null),
            "swe" => ("sv", null),
            "tha" => ("th", null),
            "tur" => ("tr", null),
            "ukr" => ("uk", null),
            "urd" => ("ur", null),
            "vie" => ("vi", null),
            "yid" => ("yi", null),
            var known => (known, null),
        };
    }

    /// <summary>Scripts as old .NET wrote them behind Chinese.</summary>
    public static string? Script(string subtag) => subtag.ToUpperInvariant() switch
    {
        "CHS" => "Hans",
        "CHT" => "Hant",
        _ => null,
    };

    public static string? ScriptOfModifier(string modifier) => modifier.ToLowerInvariant() switch
    {
        "latin" => "Latn",
        "cyrillic" => "Cyrl",
        "arabic" => "Arab",
        "devanagari" => "Deva",
        _ => null,
    };

    public static string Region(string code) => code switch
    {
        "UK" => "GB",
        "SP" or "YU" or "CS" => "RS",
        "DD" => "DE",
        "SU" => "RU",
        "BU" => "MM",
        "ZR" => "CD",
        "TP" => "TL",
        _ => code,
    };

    /// <summary>The language that a subtag right behind its family names, as in <c>zh-yue</c>; null where none does.</summary>
    public static string? Extended(string family, string subtag) =>
        family is "zh" or "ar" or "ms" or "sgn" && subtag.Length == 3 && subtag.All(char.IsAsciiLetter) ? Language(subtag)?.Language : null;

    /// <summary>A region once more, as Java has it in <c>ja_JP_JP</c> and others in <c>de_DEU</c>: nothing new is said.</summary>
    public static bool IsRegionAgain(string subtag) => subtag.Length is 2 or 3 && subtag.All(char.IsAsciiLetter);
}
