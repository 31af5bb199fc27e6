using System.Globalization;
using System.Text;

namespace Livecaller.Blazor.Localization;

/// <summary>
/// Texts of strangers, so that they cannot look like something else: without characters that nobody sees and that turn other ones around.
/// What people really write stays: joiners in Persian, Indic scripts and emoji, the marks of bidirectional text within a message, flags.
/// </summary>
internal static class SafeText
{
    private const int MaxNameLength = 80;

    /// <summary>No script stacks more marks on a letter; whoever does wants to paint over the lines around.</summary>
    private const int MaxMarks = 6;

    /// <summary>A name: one line, isolated by whoever shows it, and not endless.</summary>
    public static string Name(string name)
    {
        var safe = Line(name);
        if (safe.Length <= MaxNameLength) return safe;
        var end = 0;
        while (StringInfo.GetNextTextElementLength(safe, end) is var length && end + length <= MaxNameLength) end += length;
        return end == 0 ? "…" : safe[..end] + "…";
    }

    /// <summary>One line, as long as it is.</summary>
    public static string Line(string text) => Clean(text, isName: true);

    /// <summary>A message, with its lines.</summary>
    public static string Body(string text) => Clean(text, isName: false);

    private static string Clean(string text, bool isName)
    {
        if (IsPlain(text, isName)) return text;
        var safe = new StringBuilder(text.Length);
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
                if (!isPair) safe.Append(isName ? ' ' : '\n');
                (before, marks) = (rune, 0);
                continue;
            }

            var after = i < text.Length && Rune.TryGetRuneAt(text, i, out var next) ? next : default;
            if (!IsSeen(rune, before, after, isName)) continue;
            marks = Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;
            if (marks > MaxMarks) continue;
            safe.Append(units[..rune.EncodeToUtf16(units)]);
            before = rune;
        }

        return isName ? string.Join(' ', safe.ToString().Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)) : safe.ToString();
    }

    // Most texts, at the cost of one look at each character.
    private static bool IsPlain(string text, bool isName)
    {
        foreach (var c in text)
        {
            var isPlain = c is >= ' ' and < '\u007f' or >= '\u00c0' and < '\u0300' or >= '\u0370' and < '\u0483' or '\u2019' or '\u2013' or '\u2026';
            if (!isPlain && (isName || c != '\n')) return false;
        }

        return !isName || text.Length == text.Trim().Length;
    }

    private static bool IsBreak(Rune rune) => rune.Value is '\n' or '\r' or 0x0b or 0x0c or 0x85 or 0x2028 or 0x2029;

    private static bool IsSeen(Rune rune, Rune before, Rune after, bool isName) => rune.Value switch
    {
        '\t' => true,
        // Joiners: words and emoji need them, the Latin alphabet does not.
        0x200c or 0x200d => !before.IsAscii && !after.IsAscii,
        // A place to break a line, in scripts that write no spaces.
        0x200b => !isName && !before.IsAscii && !after.IsAscii,
        // Marks and isolates order what stands beside them; overrides and embeddings write letters backwards.
        0x200e or 0x200f or 0x061c or (>= 0x2066 and <= 0x2069) => !isName,
        // The letters of the flags of England, Scotland and Wales.
        >= 0xe0020 and <= 0xe007f => before.Value is 0x1f3f4 or (>= 0xe0020 and <= 0xe007f),
        // Blank letters.
        0x034f or 0x115f or 0x1160 or 0x17b4 or 0x17b5 or 0x2800 or 0x3164 or 0xffa0 => false,
        _ => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse),
    };
}
