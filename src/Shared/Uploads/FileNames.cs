using System.Globalization;

namespace Livecaller.Shared;

internal static class FileNames
{
    private const int MaxLength = 255;

    /// <summary>A name that can be shown and offered: no folders, no control characters, nothing that turns the direction of the text.</summary>
    public static string Clean(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var kept = string.Concat(last.EnumerateRunes()
            .Where(r => System.Text.Rune.GetUnicodeCategory(r) is not (UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))
            .Select(r => r.ToString())).Trim(' ', '.');
        return kept.Length <= MaxLength ? kept : kept[^MaxLength..];
    }
}
