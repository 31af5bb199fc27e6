namespace Livecaller.Server.Operators;

/// <summary>What a session is used by.</summary>
internal enum OperatorSessionKind
{
    /// <summary>A token of the operator API.</summary>
    Api,

    /// <summary>The dashboard's cookie.</summary>
    Dashboard,

    /// <summary>A key of the operator API. It doesn't end with a change of the password or role of the operator who created it.</summary>
    ApiKey,
}

/// <summary>Why an operator's session ended.</summary>
internal enum OperatorSessionEnd
{
    /// <summary>It reached its end, or was not used for too long.</summary>
    Expired,

    /// <summary>The operator signed out.</summary>
    SignedOut,

    /// <summary>It was ended in the list of sessions.</summary>
    Revoked,

    /// <summary>The password, or another part of the sign-in, was changed.</summary>
    CredentialsChanged,

    /// <summary>The operator's role was changed.</summary>
    RoleChanged,

    /// <summary>An administrator locked the account.</summary>
    LockedOut,

    /// <summary>The account does not exist any more.</summary>
    AccountDeleted,
}
