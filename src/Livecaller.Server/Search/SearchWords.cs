namespace Livecaller.Server.Search;

// What somebody searches for: words that all occur in a text. Words without a space between them follow each other there, and the last of them can go
// on. Quotation marks and operators are separators like any others.
internal sealed record SearchWords(IReadOnlyList<IReadOnlyList<string>> Phrases)
{
    // Of a longer text, the beginning is searched for.
    private const int MaxCharacters = 200;
    private const int MaxPhrases = 16;

    /// <summary>Whether there is nothing in it that a text could contain.</summary>
    public bool IsEmpty => Phrases.Count == 0;

    /// <summary>Returns the words; null when nothing is searched for.</summary>
    public static SearchWords? Of(string? search)
    {
        if (string.IsNullOrWhiteSpace(search)) return null;
        var text = search.Length > MaxCharacters ? search[..MaxCharacters] : search;
        List<IReadOnlyList<string>> phrases = [];
        foreach (var part in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(MaxPhrases))
        {
            List<string> words = [.. SearchTokens.Of(part).Select(t => t.Text)];
            if (words.Count > 0) phrases.Add(words);
        }

        return new SearchWords(phrases);
    }

    /// <summary>Returns the line of a text that contains the first word that is found; null when there is none.</summary>
    public (string Line, int Start, int Length)? LineOf(string text)
    {
        List<SearchToken> tokens = [.. SearchTokens.Of(text)];
        foreach (var phrase in Phrases)
        {
            for (var i = 0; i + phrase.Count <= tokens.Count; i++)
                if (IsAt(tokens, i, phrase)) return SearchLine.Of(text, tokens[i].Start, tokens[i + phrase.Count - 1].Start + tokens[i + phrase.Count - 1].Length);
        }

        return null;
    }

    private static bool IsAt(List<SearchToken> tokens, int at, IReadOnlyList<string> phrase)
    {
        for (var i = 0; i < phrase.Count - 1; i++)
            if (tokens[at + i].Text != phrase[i]) return false;
        return tokens[at + phrase.Count - 1].Text.StartsWith(phrase[^1], StringComparison.Ordinal);
    }
}
