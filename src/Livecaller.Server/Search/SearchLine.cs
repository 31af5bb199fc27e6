namespace Livecaller.Server.Search;

// The part of a text that is shown for a match.
internal static class SearchLine
{
    private const int Before = 60;
    private const int After = 120;

    /// <summary>Returns the line around a match, cut where it is long, and where the match is in it.</summary>
    public static (string Line, int Start, int Length) Of(string text, int start, int end)
    {
        var first = start == 0 ? 0 : text.LastIndexOf('\n', start - 1) + 1;
        var last = text.IndexOf('\n', start) is >= 0 and var lineEnd ? lineEnd : text.Length;
        var (from, to) = (Math.Max(first, start - Before), Math.Min(last, Math.Max(end, start + After)));
        if (from > first && char.IsLowSurrogate(text[from])) from++;
        if (to < text.Length && char.IsLowSurrogate(text[to])) to--;
        var (prefix, suffix) = (from > first ? "…" : "", to < last ? "…" : "");
        return (prefix + text[from..to] + suffix, prefix.Length + start - from, Math.Min(end, to) - start);
    }
}
