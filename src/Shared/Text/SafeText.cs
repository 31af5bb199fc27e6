using System.Globalization;
using System.Text;
using Livecaller.Protocol;

namespace Livecaller.Shared;

/// <summary>
/// Makes the texts of strangers safe to show: invisible characters, and those that change the order of others, are removed, so that a text cannot pass for another one.
/// Characters that carry meaning stay: joiners in Persian, Indic scripts and emoji, the marks of bidirectional text within a message, flags, Braille.
/// </summary>
internal static class SafeText
{
    private const int MaxNameLength = 80;

    /// <summary>No script stacks more marks on a letter; longer stacks cover the lines around them.</summary>
    private const int MaxMarks = 6;

    /// <summary>Returns a name on one line, shortened if it is long. The caller isolates its direction.</summary>
    public static string Name(string? name)
    {
        var safe = Line(name);
        if (safe.Length <= MaxNameLength) return safe;
        var end = 0;
        while (StringInfo.GetNextTextElementLength(safe, end) is var length && end + length <= MaxNameLength) end += length;
        return end == 0 ? "…" : safe[..end] + "…";
    }

    /// <summary>Returns a name for a sentence: its direction does not change the order of the words around it.</summary>
    public static string Isolated(string? name) => $"\u2068{Name(name)}\u2069";

    /// <summary>Returns a text on one line, of any length.</summary>
    public static string Line(string? text) => VisibleOrEmpty(Clean(text ?? "", isLine: true));

    /// <summary>Returns a message with its lines; empty if nothing of it is visible.</summary>
    public static string Body(string? text) => VisibleOrEmpty(Clean(text ?? "", isLine: false));

    /// <summary>Returns the name of a file without folders, such as <c>invoicegnp.exe</c> for <c>invoice\u202Egnp.exe</c>; <c>file</c> if nothing of it is visible.</summary>
    public static string FileName(string? name) =>
        Line(name?[(name.LastIndexOfAny(['/', '\\']) + 1)..]) is { Length: > 0 } safe ? safe : "file";

    // What is left may be a selector of shapes without a letter to shape.
    private static string VisibleOrEmpty(string text) => InvisibleText.IsBlank(text) ? "" : text;

    private static string Clean(string text, bool isLine)
    {
        if (IsPlain(text, isLine)) return text;
        var safe = new StringBuilder(text.Length);
        var hasBraille = text.AsSpan().IndexOfAnyInRange('\u2801', '\u28ff') >= 0;
        var (before, marks) = (default(Rune), 0);
        Span<char> units = stackalloc char[2];
        for (var i = 0; i < text.Length;)
        {
            var isWhole = Rune.TryGetRuneAt(text, i, out var rune);
            if (!isWhole) rune = Rune.ReplacementChar;
            i += isWhole ? rune.Utf16SequenceLength : 1;
            if (IsBreak(rune))
            {
                var isPair = rune.Value == '\r' && i < text.Length && text[i] == '\n';
                if (!isPair) safe.Append(isLine ? ' ' : '\n');
                (before, marks) = (rune, 0);
                continue;
            }

            var after = i < text.Length && Rune.TryGetRuneAt(text, i, out var next) ? next : default;
            if (!IsKept(rune, before, after, isLine, hasBraille)) continue;
            marks = Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;
            if (marks > MaxMarks) continue;
            safe.Append(units[..rune.EncodeToUtf16(units)]);
            before = rune;
        }

        return isLine ? string.Join(' ', safe.ToString().Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)) : safe.ToString();
    }

    // Most texts need no more than one look at each character.
    private static bool IsPlain(string text, bool isLine)
    {
        foreach (var c in text)
        {
            var isPlain = c is >= ' ' and < '\u007f' or >= '\u00c0' and < '\u0300' or >= '\u0370' and < '\u0483' or '\u2019' or '\u2013' or '\u2026';
            if (!isPlain && (isLine || c != '\n')) return false;
        }

        return !isLine || (text.Length == text.Trim().Length && !text.Contains("  ", StringComparison.Ordinal));
    }

    private static bool IsBreak(Rune rune) => rune.Value is '\n' or '\r' or 0x0b or 0x0c or 0x85 or 0x2028 or 0x2029;

    private static bool IsKept(Rune rune, Rune before, Rune after, bool isLine, bool hasBraille) => rune.Value switch
    {
        '\t' => true,
        // Joiners: words and emoji need them, the Latin alphabet does not.
        0x200c or 0x200d => !before.IsAscii && !after.IsAscii,
        // A place to break a line, in scripts that write no spaces.
        0x200b => !isLine && !before.IsAscii && !after.IsAscii,
        // Marks and isolates order what stands beside them; overrides and embeddings write letters backwards.
        0x200e or 0x200f or 0x061c or (>= 0x2066 and <= 0x2069) => !isLine,
        // The letters of the flags of England, Scotland and Wales.
        >= 0xe0020 and <= 0xe007f => before.Value is 0x1f3f4 or (>= 0xe0020 and <= 0xe007f),
        // The space of Braille.
        0x2800 => hasBraille,
        // Mongolian letters are shaped by the separator between them, old Hangul syllables by their fillers.
        0x180e => IsMongolian(before) && IsMongolian(after),
        0x115f => after.Value is > 0x1160 and <= 0x11a7,
        0x1160 => before.Value is >= 0x1100 and < 0x115f,
        _ => !InvisibleText.IsInvisible(rune) || InvisibleText.IsVariationSelector(rune),
    };

    private static bool IsMongolian(Rune rune) => rune.Value is >= 0x1807 and <= 0x18aa;
}
