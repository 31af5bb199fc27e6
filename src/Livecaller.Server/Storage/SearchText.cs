using System.Text;

namespace Livecaller.Server.Storage;

// Makes texts comparable, whatever case, width, composition and marks they are written with, in every script.
internal static class SearchText
{
    /// <summary>Brings a text into the form in which it is compared.</summary>
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text)) return text.ToLowerInvariant();
        var folded = new StringBuilder(text.Length);
        foreach (var rune in Decompose(text).EnumerateRunes())
            if (!IsIgnored(rune)) folded.Append(Case(rune));
        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    // Upper case first, so that letters that share an upper case (ς and σ, ſ and s) become one.
    private static string Case(Rune rune) => rune.Value switch
    {
        'ß' or 'ẞ' => "ss",
        'ı' => "i",
        _ => Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune)).ToString(),
    };

    // Accents, and the vowel signs of Arabic and Hebrew, which most people leave out. In other scripts marks are letters.
    private static bool IsIgnored(Rune rune) => rune.Value is (>= 0x0300 and <= 0x036F) or (>= 0x0591 and <= 0x05C7) or 0x0640 or (>= 0x064B and <= 0x065F) or 0x0670
        || Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.Format;

    // A text that is not valid Unicode cannot be normalized; its halves of surrogate pairs match nothing.
    private static string Decompose(string text)
    {
        var valid = text.EnumerateRunes().Any(r => r == Rune.ReplacementChar) ? string.Concat(text.EnumerateRunes()) : text;
        return valid.Normalize(NormalizationForm.FormKD);
    }
}
