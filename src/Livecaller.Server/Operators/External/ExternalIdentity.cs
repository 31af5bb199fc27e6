namespace Livecaller.Server.Operators.External;

/// <summary>Somebody whom an OpenID Connect provider has signed in.</summary>
/// <param name="Issuer">The provider.</param>
/// <param name="Subject">The person's id at the provider. It never changes, other than the e-mail address.</param>
internal sealed record ExternalIdentity(string Issuer, string Subject)
{
    public string Email { get; init; } = "";

    public bool IsEmailVerified { get; init; }

    public string Name { get; init; } = "";

    public IReadOnlyList<string> Roles { get; init; } = [];
}

/// <summary>The account of an external identity, or why it has none.</summary>
internal sealed record ExternalSignIn(LivecallerOperator? Account, ExternalRefusal? Refusal = null)
{
    public static implicit operator ExternalSignIn(LivecallerOperator account) => new(account);

    public static implicit operator ExternalSignIn(ExternalRefusal refusal) => new(null, refusal);
}

/// <summary>Why somebody whom the provider has signed in can't use the dashboard.</summary>
internal enum ExternalRefusal
{
    /// <summary>The provider gives the person none of the roles that operators have.</summary>
    NoRole,

    /// <summary>There is no account, and none is created.</summary>
    NoAccount,

    /// <summary>The provider sent no e-mail address.</summary>
    NoEmail,

    /// <summary>An account has the e-mail address, and the provider hasn't verified it.</summary>
    EmailNotVerified,

    /// <summary>The account is locked.</summary>
    LockedOut,
}
