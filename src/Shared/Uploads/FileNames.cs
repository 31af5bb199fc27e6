using System.Globalization;
using System.Text;

namespace Livecaller.Shared;

internal static class FileNames
{
    private const int MaxLength = 255;

    /// <summary>Returns a name that can be shown and offered for download: without folders, control characters and characters that change the direction of text.</summary>
    public static string Clean(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var kept = string.Concat(last.EnumerateRunes()
            .Where(r => Rune.GetUnicodeCategory(r) is not (UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))
            .Select(r => r.ToString())).Trim(' ', '.');
        return kept.Length <= MaxLength ? kept : End(kept);
    }

    // The end has the extension. What people see as one character stays whole.
    private static string End(string name)
    {
        var starts = StringInfo.ParseCombiningCharacters(name);
        var start = Array.Find(starts, start => name.Length - start <= MaxLength);
        if (start > 0 && name.Length - start > MaxLength / 2) return name[start..];
        // A single character, with all of its marks, is longer than that.
        start = name.Length - MaxLength;
        return name[(char.IsLowSurrogate(name[start]) ? start + 1 : start)..];
    }
}
