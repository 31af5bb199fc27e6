using System.Globalization;

namespace Livecaller.Components.Messages;

/// <summary>Shortens texts that would fill the whole screen.</summary>
internal static class LongText
{
    private const int MaxCharacters = 1_500;
    private const int MaxLines = 30;
    private const int MaxQuoteLength = 240;

    public static bool IsLong(string text) => text.Length > MaxCharacters || LineEnd(text, MaxLines) >= 0;

    /// <summary>Returns the beginning, cut between words if possible and never within a grapheme.</summary>
    public static string Beginning(string text)
    {
        var lines = LineEnd(text, MaxLines);
        return Cut(text, lines < 0 ? MaxCharacters : Math.Min(lines, MaxCharacters));
    }

    /// <summary>Returns the text of a message as a quote shows it.</summary>
    public static string Quote(string text) => text.Length <= MaxQuoteLength ? text : Cut(text, MaxQuoteLength);

    private static string Cut(string text, int length)
    {
        if (text.Length <= length) return text;
        if (char.IsWhiteSpace(text[length])) return text[..length] + "…";
        var space = text.AsSpan(0, length).LastIndexOfAny(' ', '\n');
        if (space > length / 2) return text[..space] + "…";
        // One word without an end, or a script without spaces.
        var end = 0;
        while (StringInfo.GetNextTextElementLength(text, end) is var next && end + next <= length) end += next;
        return text[..(end == 0 ? length : end)] + "…";
    }

    private static int LineEnd(string text, int lines)
    {
        var end = -1;
        for (var line = 0; line < lines; line++)
        {
            end = text.IndexOf('\n', end + 1);
            if (end < 0) return -1;
        }

        return end;
    }
}
