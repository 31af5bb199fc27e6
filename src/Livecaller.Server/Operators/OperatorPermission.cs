namespace Livecaller.Server.Operators;

/// <summary>What a call of a service needs.</summary>
internal enum OperatorPermission
{
    /// <summary>Read conversations and their visitors, take part in them, and add notes and tags. See the widgets, departments and own canned replies.</summary>
    Converse,

    /// <summary>Change the own account, and end own sessions. No API key has it.</summary>
    OwnAccount,

    /// <summary>Assign and transfer conversations that somebody else has.</summary>
    ManageConversations,

    /// <summary>Change shared canned replies.</summary>
    ManageContent,

    /// <summary>Block visitors.</summary>
    BlockVisitors,

    /// <summary>See the reports.</summary>
    ReadReports,

    /// <summary>Invite, change and lock out operators who are not owners.</summary>
    ManageOperators,

    /// <summary>Create, change and remove departments.</summary>
    ManageDepartments,

    /// <summary>Create and change widgets.</summary>
    ManageWidgets,

    /// <summary>Create and remove API keys.</summary>
    ManageApiKeys,

    /// <summary>Read the audit log.</summary>
    ReadAuditLog,

    /// <summary>Export and erase what is stored about visitors.</summary>
    ManageVisitors,

    /// <summary>See the state of the system.</summary>
    ReadSystem,

    /// <summary>Invite, change and lock out owners.</summary>
    ManageOwners,

    /// <summary>See and change the secrets that identity tokens are signed with.</summary>
    ManageSecrets,

    /// <summary>Remove widgets.</summary>
    DeleteWidgets,

    /// <summary>Decide how operators sign in.</summary>
    ManageSignIn,
}

// The permissions of the roles, and their names in the API, where they are also the scopes of API keys.
internal static class OperatorPermissions
{
    private static readonly Dictionary<OperatorPermission, (string Name, OperatorRole From)> Table = new()
    {
        [OperatorPermission.Converse] = ("conversations", OperatorRole.Operator),
        [OperatorPermission.OwnAccount] = ("account", OperatorRole.Operator),
        [OperatorPermission.ManageConversations] = ("conversations.manage", OperatorRole.Supervisor),
        [OperatorPermission.ManageContent] = ("content", OperatorRole.Supervisor),
        [OperatorPermission.BlockVisitors] = ("visitors.block", OperatorRole.Supervisor),
        [OperatorPermission.ReadReports] = ("reports", OperatorRole.Supervisor),
        [OperatorPermission.ManageOperators] = ("operators", OperatorRole.Administrator),
        [OperatorPermission.ManageDepartments] = ("departments", OperatorRole.Administrator),
        [OperatorPermission.ManageWidgets] = ("widgets", OperatorRole.Administrator),
        [OperatorPermission.ManageApiKeys] = ("api_keys", OperatorRole.Administrator),
        [OperatorPermission.ReadAuditLog] = ("audit_log", OperatorRole.Administrator),
        [OperatorPermission.ManageVisitors] = ("visitors.manage", OperatorRole.Administrator),
        [OperatorPermission.ReadSystem] = ("system", OperatorRole.Administrator),
        [OperatorPermission.ManageOwners] = ("owners", OperatorRole.Owner),
        [OperatorPermission.ManageSecrets] = ("widgets.secrets", OperatorRole.Owner),
        [OperatorPermission.DeleteWidgets] = ("widgets.delete", OperatorRole.Owner),
        [OperatorPermission.ManageSignIn] = ("sign_in", OperatorRole.Owner),
    };

    public static IReadOnlyList<OperatorPermission> All { get; } = Enum.GetValues<OperatorPermission>();

    /// <summary>What an API key can be given.</summary>
    public static IReadOnlyList<string> Scopes { get; } = [.. All.Where(p => p != OperatorPermission.OwnAccount).Select(NameOf)];

    public static string NameOf(OperatorPermission permission) => Table[permission].Name;

    /// <summary>Whether a role has a permission.</summary>
    public static bool IsIn(OperatorRole role, OperatorPermission permission) => role >= Table[permission].From;
}
