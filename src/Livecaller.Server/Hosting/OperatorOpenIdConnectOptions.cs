namespace Livecaller.Server.Hosting;

/// <summary>
/// Sign-in of operators by an OpenID Connect provider: <c>Livecaller:OpenIdConnect</c>. The dashboard offers it when <see cref="Authority"/> and
/// <see cref="ClientId"/> are set. The provider sends browsers back to <c>/dashboard/signin-oidc</c>, below <c>PublicUrl</c>.
/// </summary>
public sealed class OperatorOpenIdConnectOptions
{
    /// <summary>The provider's address, below which <c>/.well-known/openid-configuration</c> is. HTTPS, unless it is on the machine itself.</summary>
    /// <value>Null: none.</value>
    [AuthoritySetting]
    public Uri? Authority { get; set; }

    /// <summary>The client id that the provider has given to this installation.</summary>
    /// <value>Null: none.</value>
    public string? ClientId { get; set; }

    /// <summary>The client secret.</summary>
    /// <value>Null: a public client. The code flow uses PKCE in either case.</value>
    public string? ClientSecret { get; set; }

    /// <summary>The provider's name on the sign-in page: "Sign in with …".</summary>
    /// <value><c>single sign-on</c></value>
    public string DisplayName { get; set; } = "single sign-on";

    /// <summary>The scopes that are requested, separated by spaces.</summary>
    /// <value><c>openid profile email</c></value>
    public string Scopes { get; set; } = "openid profile email";

    /// <summary>The claim with the roles or groups of a person, in the ID token or the provider's user information: one value or a list.</summary>
    /// <value><c>roles</c></value>
    public string RoleClaim { get; set; } = "roles";

    /// <summary>
    /// The values of <see cref="RoleClaim"/> that make somebody an administrator, separated by commas. If it is set, each sign-in also removes the
    /// role from those who have none of them.
    /// </summary>
    /// <value>Null: roles are given in Livecaller.</value>
    public string? AdministratorRoles { get; set; }

    /// <summary>The values of <see cref="RoleClaim"/> that let somebody sign in as an operator, separated by commas.</summary>
    /// <value>Null: everybody whom the provider signs in.</value>
    public string? OperatorRoles { get; set; }

    /// <summary>Whether an account is created at somebody's first sign-in. Otherwise an account with the same e-mail address has to exist.</summary>
    /// <value><see langword="true"/></value>
    public bool CreateAccounts { get; set; } = true;

    /// <summary>
    /// Whether the provider's e-mail addresses are taken as verified if it doesn't send <c>email_verified</c>. An account that exists is only
    /// opened by a verified address. Set it only if people can't choose their address at the provider.
    /// </summary>
    /// <value><see langword="false"/></value>
    public bool TrustEmailAddresses { get; set; }

    /// <summary>Whether operators can also sign in with a password or a passkey, in the dashboard and the operator API.</summary>
    /// <value><see langword="true"/>. It has no effect without a provider.</value>
    public bool PasswordSignIn { get; set; } = true;

    internal bool IsConfigured => Authority is not null && !string.IsNullOrEmpty(ClientId);

    internal bool AcceptsPasswords => PasswordSignIn || !IsConfigured;
}
