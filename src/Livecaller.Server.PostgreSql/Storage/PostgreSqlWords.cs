using System.Text;
using Livecaller.Server.Search;

namespace Livecaller.Server.PostgreSql.Storage;

// The words of texts and searches as tsvector and tsquery: https://www.postgresql.org/docs/current/datatype-textsearch.html. They are written as literals,
// because the parsers of PostgreSQL split texts differently. Single characters of scripts without spaces are stored together with the one that follows:
// a pair is rare where its characters are common, and one character is found as the beginning of pairs.
internal static class PostgreSqlWords
{
    // In characters of the literal. A tsvector has at most 1 MB, and a character up to three bytes. Messages are far shorter; words beyond it aren't found.
    private const int MaxLength = 300_000;

    /// <summary>The words of texts, as the literal of a tsvector.</summary>
    public static string VectorOf(params ReadOnlySpan<string?> texts)
    {
        List<string> words = [];
        foreach (var text in texts)
            if (text is not null) words.AddRange(SearchTokens.Of(text).Select(t => t.Text));
        var vector = new StringBuilder();
        for (var i = 0; i < words.Count && vector.Length < MaxLength; i++) Append(vector, IsPair(words, i) ? words[i] + words[i + 1] : words[i]).Append(':').Append(i + 1).Append(' ');
        return vector.ToString();
    }

    /// <summary>A search, as the literal of a tsquery.</summary>
    public static string QueryOf(SearchWords words, SearchMode mode)
    {
        var query = new StringBuilder();
        foreach (var phrase in words.Phrases)
        {
            query.Append(query.Length == 0 ? "(" : " & (");
            for (var i = 0; i < phrase.Count; i++) AppendTerm(query, phrase, i, mode);
            query.Append(')');
        }

        return query.ToString();
    }

    private static void AppendTerm(StringBuilder query, IReadOnlyList<string> phrase, int i, SearchMode mode)
    {
        var isLast = i == phrase.Count - 1;
        var isSingle = SearchTokens.IsSingle(phrase[i]);
        // It is in the pair before.
        if (isLast && i > 0 && IsPair(phrase, i - 1)) return;
        if (i > 0) query.Append(" <-> ");
        Append(query, IsPair(phrase, i) ? phrase[i] + phrase[i + 1] : phrase[i]);
        // A single letter begins too many words.
        if (isLast && (isSingle || (mode == SearchMode.Beginnings && phrase[i].Length > 1))) query.Append(":*");
    }

    private static bool IsPair(IReadOnlyList<string> words, int i) => i + 1 < words.Count && SearchTokens.IsSingle(words[i]) && SearchTokens.IsSingle(words[i + 1]);

    // Words have no quotation marks and no backslashes.
    private static StringBuilder Append(StringBuilder literal, string word) => literal.Append('\'').Append(word).Append('\'');
}
