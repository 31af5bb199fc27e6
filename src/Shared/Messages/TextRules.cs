using Livecaller.Protocol;

namespace Livecaller.Shared;

/// <summary>Validates every text that is stored.</summary>
internal static class TextRules
{
    private const int ShownCharacters = 40;

    /// <summary>What is wrong with a text, or null. Line breaks are \n by then; other control characters are refused rather than dropped.</summary>
    public static string? Fault(string text, int maxLength)
    {
        if (text.Length > maxLength) return $"Expected at most {maxLength} characters, received {text.Length}.";
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsControl(c) && c is not ('\n' or '\t'))
                return $"The control character U+{(int)c:X4} at position {i} is not taken; of these only line breaks and tabs are.";
            if (!char.IsSurrogate(c)) continue;
            if (!char.IsHighSurrogate(c) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                return $"Half a surrogate pair stands at position {i}.";
            i++;
        }
        return null;
    }

    /// <summary>What is wrong with a text of one line, or null.</summary>
    public static string? LineFault(string text, int maxLength) =>
        Fault(text, maxLength) ?? (text.AsSpan().IndexOfAny('\n', '\t') < 0 ? null : "Expected one line without tabs.");

    public static string NormalizeLines(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    public static Problem? CheckLine(string field, string? text, int maxLength) =>
        text is not null && LineFault(text, maxLength) is { } fault ? Problems.Invalid(field, fault) : null;

    public static Problem? Check(string field, string? text, int maxLength) =>
        text is not null && Fault(text, maxLength) is { } fault ? Problems.Invalid(field, fault) : null;

    /// <summary>Returns the first characters of what was received, for an error message that quotes it.</summary>
    public static string Shorten(string text) => text.Length <= ShownCharacters ? text : Cut(text, ShownCharacters) + "…";

    /// <summary>At most so many characters; never half a surrogate pair.</summary>
    public static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    public static string? NullIfBlank(string? text) => InvisibleText.IsBlank(text) ? null : text.Trim();
}
