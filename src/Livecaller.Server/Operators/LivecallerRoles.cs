namespace Livecaller.Server.Operators;

/// <summary>The roles of operators. Each has the permissions of the one before, and more.</summary>
public static class LivecallerRoles
{
    /// <summary>Talks with visitors. An account without a role has this one.</summary>
    public const string Operator = "operator";

    /// <summary>Also manages the conversations of others, shared canned replies, blocks visitors, and sees the reports.</summary>
    public const string Supervisor = "supervisor";

    /// <summary>Also manages the team except owners, departments, widgets, API keys and visitors' data.</summary>
    public const string Administrator = "administrator";

    /// <summary>May do everything. An installation always has an owner.</summary>
    public const string Owner = "owner";
}
