using System.Globalization;
using System.Text;

namespace Livecaller.Protocol;

/// <summary>Normalizes pasted text, which can contain invisible characters, and digits and hyphens of other scripts.</summary>
internal static class PastedText
{
    // The offset of full-width characters from their ASCII equivalents: https://www.unicode.org/charts/PDF/UFF00.pdf
    private const int FullWidth = 0xFEE0;

    /// <summary>Removes white space and invisible characters from both ends. Within a text, joiners and directional marks are significant.</summary>
    public static string Trim(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && IsBlank(text[start])) start++;
        while (end > start && IsBlank(text[end - 1])) end--;
        return text[start..end];
    }

    /// <summary>Removes invisible characters and converts digits, hyphens, spaces and punctuation to ASCII, for numbers and addresses.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsInvisible(rune)) folded.Append(Fold(rune));
        }

        return Trim(folded.ToString());
    }

    private static string Fold(Rune rune)
    {
        if (rune.Value is >= 0xFF01 and <= 0xFF5E) rune = new Rune(rune.Value - FullWidth);
        if (rune.IsAscii && rune.Value != '\t') return rune.ToString();
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.DecimalDigitNumber => ((int)Rune.GetNumericValue(rune)).ToString(CultureInfo.InvariantCulture),
            UnicodeCategory.DashPunctuation => "-",
            UnicodeCategory.SpaceSeparator => " ",
            _ => rune.Value switch
            {
                '\t' => " ",
                0x2212 or 0x2043 => "-",
                0xFE62 => "+",
                0xFE6B => "@",
                0xFE52 => ".",
                _ => rune.ToString(),
            },
        };
    }

    private static bool IsBlank(char c) => char.IsWhiteSpace(c) || c is '\u00AD' or '\u061C' or '\u180E' or '\uFEFF'
        or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u206F');

    // Numbers and addresses don't contain fillers or variation selectors.
    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format
        || rune.Value is 0x034F or 0x115F or 0x1160 or 0x3164 or 0xFFA0 or (>= 0x180B and <= 0x180D) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);
}
