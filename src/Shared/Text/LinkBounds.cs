using System.Globalization;
using System.Text;
using Livecaller.Protocol;

namespace Livecaller.Shared;

/// <summary>
/// Where an address begins and ends in a text that people wrote. In many scripts no spaces stand around it: <c>请看https://shop.example/a。谢谢</c>.
/// </summary>
internal static class LinkBounds
{
    private const string Opening = "([{";
    private const string Closing = ")]}";

    /// <summary>Returns the index of the next http or https address; -1 if there is none.</summary>
    public static int FindStart(string text, int from)
    {
        while (from < text.Length)
        {
            var scheme = text.IndexOf("://", from, StringComparison.Ordinal);
            if (scheme < 0) return -1;
            foreach (var name in (ReadOnlySpan<string>)["https", "http"])
            {
                var start = scheme - name.Length;
                if (start >= from && text.AsSpan(start, name.Length).Equals(name, StringComparison.OrdinalIgnoreCase) && CanStart(text, start)) return start;
            }

            from = scheme + 3;
        }

        return -1;
    }

    /// <summary>Returns the index after the last character of the address that begins at an index.</summary>
    public static int FindEnd(string text, int start)
    {
        var scheme = text.IndexOf("://", start, StringComparison.Ordinal) + 3;
        var end = scheme;
        while (end < text.Length && !IsEnd(text, end)) end += char.IsHighSurrogate(text[end]) && end + 1 < text.Length ? 2 : 1;
        if (Markup(text, start) is { } markup && text.IndexOf(markup, scheme, end - scheme, StringComparison.Ordinal) is >= 0 and var closed) end = closed;
        return Trim(text, start, scheme, Balanced(text, scheme, end));
    }

    // After a letter of another script a word begins; after a Latin letter or a digit this is a part of one, such as "xhttps".
    private static bool CanStart(string text, int start)
    {
        while (start > 0 && char.GetUnicodeCategory(text[start - 1]) is UnicodeCategory.NonSpacingMark) start--;
        return start == 0 || !(text[start - 1] is (>= '0' and <= '9') || IsLatin(text[start - 1]));
    }

    private static bool IsLatin(char c) => char.IsLetter(c)
        && c is < '\u0250' or (>= '\u1e00' and <= '\u1eff') or (>= '\u2c60' and <= '\u2c7f') or (>= '\ua720' and <= '\ua7ff') or (>= '\uff21' and <= '\uff5a');

    // Whatever changes the direction of text would make the address look like another one.
    private static bool IsEnd(string text, int at)
    {
        var c = text[at];
        if (char.IsAscii(c))
            return char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or '"' or '`' || (c == '*' && at + 1 < text.Length && text[at + 1] == '*');
        if (!Rune.TryGetRuneAt(text, at, out var rune)) return true;
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
                or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber
                or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => InvisibleText.IsInvisible(rune),
            _ => !IsWithinWord(text, at),
        };
    }

    // Michelson–Morley, レオナルド・ダ・ヴィンチ: these join the parts of a name.
    private static bool IsWithinWord(string text, int at)
    {
        if (at == 0 || at + 1 == text.Length) return false;
        var (before, after) = (text[at - 1], text[at + 1]);
        return text[at] switch
        {
            '\u00b7' or '\u05be' or '\u2010' or '\u2011' or '\u2013' => char.IsLetterOrDigit(before) && char.IsLetterOrDigit(after),
            '\u30fb' => char.IsLetter(before) && char.IsLetter(after) && !char.IsAscii(before) && !char.IsAscii(after),
            _ => false,
        };
    }

    // 'https://…', |https://…|, ~~https://…~~: the mark before the address ends it, too.
    private static string? Markup(string text, int start) => start == 0 ? null : text[start - 1] switch
    {
        '\'' => "'",
        '|' => "|",
        '*' => "*",
        '~' when start > 1 && text[start - 2] == '~' => "~~",
        _ => null,
    };

    // (https://example.com/a_(b)) ends before the bracket that nothing opened; https://example.com/(see before the one that nothing closes.
    private static int Balanced(string text, int scheme, int end)
    {
        var open = new Stack<int>();
        for (var at = scheme; at < end; at++)
        {
            if (Opening.Contains(text[at], StringComparison.Ordinal)) open.Push(at);
            if (Closing.IndexOf(text[at], StringComparison.Ordinal) is not (>= 0 and var kind)) continue;
            if (open.Count == 0 || text[open.Peek()] != Opening[kind]) end = at;
            else open.Pop();
        }

        return open.Count == 0 ? end : open.Last();
    }

    private static int Trim(string text, int start, int scheme, int end)
    {
        var isEmphasized = start > 0 && text[start - 1] == '_';
        while (end > scheme && (".,;:!?'|*~^\\".Contains(text[end - 1], StringComparison.Ordinal) || (isEmphasized && text[end - 1] == '_'))) end--;
        return end;
    }
}
