using System.Globalization;
using System.Text;

namespace Livecaller.Server.Search;

// Splits a text into the words that are indexed and searched for, the same in every database. Scripts that are written without spaces are split into
// single characters, whose order a search keeps, so that every part of a sentence is found.
internal static class SearchTokens
{
    /// <summary>The longest word that is kept whole. The rest of a longer one is not found.</summary>
    public const int MaxLength = 64;

    public static IEnumerable<SearchToken> Of(string text)
    {
        var start = -1;
        for (var i = 0; i < text.Length;)
        {
            // Half a surrogate pair separates words.
            var length = Rune.TryGetRuneAt(text, i, out var rune) ? rune.Utf16SequenceLength : 1;
            var kind = KindOf(rune);
            if (kind == Kind.Letter && start < 0) start = i;
            if (kind != Kind.Letter && start >= 0)
            {
                if (Create(text, start, i - start) is { } word) yield return word;
                start = -1;
            }

            if (kind == Kind.Single)
            {
                // A voiced kana can be written as two characters.
                while (i + length < text.Length && IsVoicedMark(text[i + length])) length++;
                if (Create(text, i, length) is { } single) yield return single;
            }

            i += length;
        }

        if (start >= 0 && Create(text, start, text.Length - start) is { } last) yield return last;
    }

    /// <summary>Whether a word is one character of a script without spaces, or a symbol.</summary>
    public static bool IsSingle(string word) => Rune.TryGetRuneAt(word, 0, out var rune) && rune.Utf16SequenceLength == word.Length && KindOf(rune) == Kind.Single;

    /// <summary>The words of texts as one text, separated by spaces.</summary>
    public static string Join(params ReadOnlySpan<string?> texts)
    {
        var joined = new StringBuilder();
        foreach (var text in texts)
        {
            if (text is null) continue;
            foreach (var token in Of(text)) joined.Append(joined.Length == 0 ? "" : " ").Append(token.Text);
        }

        return joined.ToString();
    }

    // What falls apart when it is folded, such as a ligature of several words, is kept together.
    private static SearchToken? Create(string text, int start, int length)
    {
        var folded = string.Concat(SearchText.Fold(text.Substring(start, length)).EnumerateRunes().Where(r => KindOf(r) != Kind.Separator));
        if (folded.Length == 0) return null;
        var end = char.IsHighSurrogate(folded[Math.Min(folded.Length, MaxLength) - 1]) ? MaxLength - 1 : Math.Min(folded.Length, MaxLength);
        return new SearchToken(folded[..end], start, length);
    }

    private static Kind KindOf(Rune rune)
    {
        if (rune.IsAscii) return char.IsAsciiLetterOrDigit((char)rune.Value) ? Kind.Letter : Kind.Separator;
        // Variation selectors only choose a picture.
        if (rune.Value is >= 0xFE00 and <= 0xFE0F or 0xFFFD) return Kind.Separator;
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter when HasNoSpaces(rune.Value) => Kind.Single,
            UnicodeCategory.OtherSymbol => Kind.Single,
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
                or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber
                or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => Kind.Letter,
            _ => Kind.Separator,
        };
    }

    // Thai, Lao, Tibetan, Myanmar, Khmer, Japanese and Chinese.
    private static bool HasNoSpaces(int value) => value is (>= 0x0E00 and <= 0x0FFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF)
        or (>= 0x3005 and <= 0x3007) or (>= 0x3040 and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF) or (>= 0x3400 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0xFF66 and <= 0xFF9D) or (>= 0x20000 and <= 0x3FFFF);

    private static bool IsVoicedMark(char character) => character is '\u3099' or '\u309A' or '\uFF9E' or '\uFF9F';

    private enum Kind
    {
        Separator,
        Letter,
        Single,
    }
}

/// <summary>A word of a text.</summary>
/// <param name="Text">The word as it is compared.</param>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="Length">How long it is there.</param>
internal readonly record struct SearchToken(string Text, int Start, int Length);
