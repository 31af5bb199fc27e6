namespace Livecaller.Dashboard.Conversations;

/// <summary>Finds the mentions in the text of a note: an '@' and the whole name of an operator.</summary>
internal static class MentionText
{
    /// <summary>The operators whom a text mentions. Of several names that match, the longest counts.</summary>
    internal static IReadOnlyList<TeamOperatorPayload> Find(string text, IReadOnlyList<TeamOperatorPayload> team)
    {
        var names = Names(team.Select(o => o.Name));
        return [.. Split(text, names).Where(part => part.IsMention).SelectMany(part => team.Where(o => IsSame(o.Name, part.Text[1..]))).Distinct()];
    }

    /// <summary>Splits a text into its mentions of some names and what is between them.</summary>
    internal static IReadOnlyList<(string Text, bool IsMention)> Split(string text, IEnumerable<string> names)
    {
        var known = Names(names);
        List<(string, bool)> parts = [];
        var start = 0;
        for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0; at = at + 1 < text.Length ? text.IndexOf('@', at + 1) : -1)
        {
            if (known.FirstOrDefault(name => IsAt(text, at, name)) is not { } name)
                continue;
            if (at > start)
                parts.Add((text[start..at], false));
            start = at + 1 + name.Length;
            parts.Add((text[at..start], true));
            at = start - 1;
        }

        if (start < text.Length)
            parts.Add((text[start..], false));
        return parts;
    }

    private static List<string> Names(IEnumerable<string> names) => [.. names.Where(name => name.Length > 0).OrderByDescending(name => name.Length)];

    // An address such as ana@example.com mentions nobody.
    private static bool IsAt(string text, int at, string name)
    {
        var end = at + 1 + name.Length;
        return end <= text.Length && IsSame(text.Substring(at + 1, name.Length), name)
            && (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]));
    }

    private static bool IsSame(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
