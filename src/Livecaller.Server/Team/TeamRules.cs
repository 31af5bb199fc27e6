using Livecaller.Server.Operators;

namespace Livecaller.Server.Team;

// Validates what administrators and operators write about accounts.
internal static class TeamRules
{
    public const int MaxNameLength = 100;
    public const int MaxConversations = 100;
    public const int MaxDepartments = 100;

    // As the column of ASP.NET Core Identity.
    private const int MaxEmailLength = 256;

    public static Problem? CheckName(string? name) => TextRules.NullIfBlank(name) is null
        ? Problems.Invalid("name", $"Expected 1 to {MaxNameLength} characters, received none.") : TextRules.CheckLine("name", name!.Trim(), MaxNameLength);

    /// <summary>The address in the form in which it is stored, or what is wrong with it.</summary>
    public static Outcome<string> ReadEmail(string? email)
    {
        if (TextRules.CheckLine("email", email, MaxEmailLength) is { } fault) return fault;
        var address = WidgetFieldRules.NormalizeEmail(email ?? "");
        return WidgetFieldRules.IsEmail(address) ? address : Problems.Invalid("email", $"Expected an email address, received '{TextRules.Shorten(email ?? "")}'.");
    }

    public static Outcome<OperatorRole> ReadRole(string? role) => OperatorRoles.Find(role) is { } found ? found
        : Problems.Invalid("role", $"Expected one of {string.Join(", ", OperatorRoles.All.Select(OperatorRoles.NameOf).Reverse())}, received '{TextRules.Shorten(role ?? "null")}'.");

    public static Problem? CheckLimit(int? max) => max is null or (>= 0 and <= MaxConversations) ? null
        : Problems.Invalid("max_conversations", $"Expected 0 (no limit) to {MaxConversations}, received {max}.");

    /// <summary>What is wrong with a list of departments; null when all of them exist.</summary>
    public static async Task<Problem?> CheckDepartmentsAsync(LivecallerDbContext db, IReadOnlyList<DepartmentId>? departments)
    {
        if (departments is null) return null;
        if (departments.Count > MaxDepartments) return Problems.Invalid("department_ids", $"Expected at most {MaxDepartments}, received {departments.Count}.");
        var ids = departments.Select(d => d.Value).Distinct().ToList();
        return await db.Departments.CountAsync(d => ids.Contains(d.Id)).ConfigureAwait(false) == ids.Count ? null
            : Problems.Invalid("department_ids", "There is no such department.");
    }
}
