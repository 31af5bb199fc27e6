using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Livecaller.Protocol;

/// <summary>Tells which texts have nothing to see: white space, format characters, blank letters. Such a message would be an empty bubble.</summary>
internal static class InvisibleText
{
    /// <summary>Returns whether a text has no visible character.</summary>
    public static bool IsBlank([NotNullWhen(false)] string? text)
    {
        foreach (var rune in text.AsSpan().EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(rune) && !IsInvisible(rune)) return false;
        }

        return true;
    }

    /// <summary>Returns whether a character that is not white space has no shape of its own.</summary>
    public static bool IsInvisible(Rune rune) => rune.Value switch
    {
        // Letters and signs without a shape.
        0x034f or 0x115f or 0x1160 or 0x17b4 or 0x17b5 or 0x2800 or 0x3164 or 0xffa0 or 0x1d159 => true,
        // Signs over numbers, years and verses, and the marks of Egyptian groups: format characters that are drawn.
        (>= 0x0600 and <= 0x0605) or 0x06dd or 0x070f or 0x0890 or 0x0891 or 0x08e2 or 0x110bd or 0x110cd or (>= 0x13430 and <= 0x1343f) => false,
        _ => IsVariationSelector(rune)
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse,
    };

    /// <summary>Returns whether a character only selects the shape of the one before it.</summary>
    public static bool IsVariationSelector(Rune rune) =>
        rune.Value is (>= 0x180b and <= 0x180d) or 0x180f or (>= 0xfe00 and <= 0xfe0f) or (>= 0xe0100 and <= 0xe01ef);
}
