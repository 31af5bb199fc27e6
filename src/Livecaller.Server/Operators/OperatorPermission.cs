namespace Livecaller.Server.Operators;

/// <summary>What a call of a service needs.</summary>
internal enum OperatorPermission
{
    /// <summary>Read conversations and their visitors, and take part in them. See the widgets and departments.</summary>
    Converse,

    /// <summary>Change widgets.</summary>
    ManageWidgets,

    /// <summary>Create, change and remove departments.</summary>
    ManageDepartments,

    /// <summary>Change the accounts of other operators.</summary>
    ManageOperators,

    /// <summary>See and change the secrets that identity tokens are signed with.</summary>
    ManageSecrets,
}

// The permissions of the roles.
internal static class OperatorPermissions
{
    /// <summary>Whether a role has a permission. Every account can at least converse.</summary>
    public static bool IsIn(string role, OperatorPermission permission) =>
        permission == OperatorPermission.Converse || role == LivecallerRoles.Administrator;
}
