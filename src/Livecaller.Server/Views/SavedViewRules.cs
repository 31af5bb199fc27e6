using Livecaller.Server.Notes;

namespace Livecaller.Server.Views;

// Validates saved views.
internal static class SavedViewRules
{
    private const int MaxName = 60;
    private const int MaxSearch = 200;
    private const int MaxId = 100;

    private static readonly string[] Lists = ["waiting", "mine", "all", "mentions", "snoozed", "closed"];

    /// <summary>The form of a name that is unique.</summary>
    public static string KeyOf(string name) => name.ToUpperInvariant();

    public static Problem? Check(SavedViewRequest request)
    {
        if (request.Name is { } name)
        {
            if (InvisibleText.IsBlank(name)) return Problems.Invalid("name", $"Expected 1 to {MaxName} characters, received none.");
            if (TextRules.CheckLine("name", name.Trim(), MaxName) is { } fault) return fault;
        }

        if (request.Filters is not { } filters) return null;
        if (!Lists.Contains(filters.List)) return Problems.Invalid("filters", $"Expected a list that is one of {string.Join(", ", Lists)}, received '{TextRules.Shorten(filters.List ?? "null")}'.");
        if (filters.Tag is { } tag && NoteRules.ReadTag("filters", tag).Problem is { } wrong) return wrong;
        return TextRules.CheckLine("filters", filters.Search, MaxSearch) ?? TextRules.CheckLine("filters", filters.DepartmentId?.Value, MaxId)
            ?? TextRules.CheckLine("filters", filters.OperatorId?.Value, MaxId);
    }

    /// <summary>Filters in the form in which they are stored.</summary>
    public static ViewFilters Normalize(ViewFilters filters) =>
        filters with { Tag = filters.Tag is { } tag ? NoteRules.NormalizeTag(tag) : null, Search = TextRules.NullIfBlank(filters.Search) };
}
