namespace Livecaller.Server.Notes;

// Validates notes and tags.
internal static class NoteRules
{
    public const int MaxMentions = 20;
    public const int MaxTags = 20;
    public const int MaxTagLength = 40;

    public static Problem? Check(AddNoteRequest request, int maxCharacters)
    {
        if (!Guid.TryParseExact(request.Id, "D", out _)) return Problems.Invalid("id", $"Expected a UUID, received '{TextRules.Shorten(request.Id ?? "null")}'.");
        if (InvisibleText.IsBlank(request.Content)) return Problems.Invalid("content", $"Expected 1 to {maxCharacters} characters, received none.");
        if (TextRules.Check("content", TextRules.NormalizeLines(request.Content!), maxCharacters) is { } fault) return fault;
        return request.Mentions?.Count > MaxMentions ? Problems.Invalid("mentions", $"Expected at most {MaxMentions}, received {request.Mentions.Count}.") : null;
    }

    public static string NormalizeTag(string tag) => tag.Trim().ToLowerInvariant();

    /// <summary>The tags in the form in which they are stored, or what is wrong with them.</summary>
    public static Outcome<List<string>> ReadTags(IReadOnlyList<string>? tags)
    {
        if (tags is null) return Problems.Invalid("tags", "It is missing.");
        if (tags.Count > MaxTags) return Problems.Invalid("tags", $"Expected at most {MaxTags}, received {tags.Count}.");
        SortedSet<string> read = new(StringComparer.Ordinal);
        foreach (var tag in tags)
        {
            var text = ReadTag("tags", tag);
            if (!text.IsSuccess) return text.Problem;
            read.Add(text.Value);
        }

        return read.ToList();
    }

    /// <summary>A tag in the form in which it is stored, or what is wrong with it.</summary>
    public static Outcome<string> ReadTag(string field, string? tag)
    {
        if (InvisibleText.IsBlank(tag)) return Problems.Invalid(field, $"Expected tags of 1 to {MaxTagLength} characters, received an empty one.");
        var text = NormalizeTag(tag!);
        return TextRules.CheckLine(field, text, MaxTagLength) is { } fault ? fault : text;
    }
}
